package io.nats.streaming;

import dev.stanchion.client.AckMode;
import dev.stanchion.client.ClientId;
import dev.stanchion.client.ConnectOptions;
import dev.stanchion.client.ConnectionListener;
import dev.stanchion.client.PublishAck;
import dev.stanchion.client.StartAt;
import dev.stanchion.client.StreamingException;
import dev.stanchion.protocol.Refusal;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.NUID;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A registration, on a connection of {@code stanchion-client}. Safe for use by many threads. */
final class RegisteredConnection implements StreamingConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RegisteredConnection.class);
    private static final String PING_FAILURE = "stan: connection lost due to PING failure";

    private final dev.stanchion.client.StreamingConnection connection;
    private final @Nullable ErrorListener errors;
    private final DispatcherThreads dispatchers = new DispatcherThreads();
    private final AckCalls ackCalls;

    private RegisteredConnection(
            dev.stanchion.client.StreamingConnection connection, Options options) {
        this.connection = connection;
        this.ackCalls = new AckCalls(options.getMaxPubAcksInFlight());
        Connection given = options.getNatsConn();
        this.errors =
                given == null ? options.getErrorListener() : given.getOptions().getErrorListener();
    }

    /**
     * Connects and registers.
     *
     * @throws IOException if no server is there, or it refuses
     */
    static StreamingConnection open(String clusterId, String clientId, Options options)
            throws IOException, InterruptedException {
        CompletableFuture<RegisteredConnection> opened = new CompletableFuture<>();
        try {
            var connection =
                    dev.stanchion.client.StreamingConnection.connect(
                            connectOptions(
                                    clusterId,
                                    clientId(clientId),
                                    options,
                                    new LossListener(opened, options)));
            opened.complete(new RegisteredConnection(connection, options));
            return opened.join();
        } catch (StreamingException e) {
            throw Outcomes.notConnected(e);
        }
    }

    private static ClientId clientId(String id) throws IOException {
        try {
            return ClientId.fixed(id);
        } catch (StreamingException e) { // the server would refuse it with this text
            throw new IOException(Refusal.INVALID_CLIENT_ID.text(), e);
        }
    }

    private static ConnectOptions connectOptions(
            String clusterId, ClientId clientId, Options options, ConnectionListener listener) {
        ConnectOptions.Builder builder =
                ConnectOptions.builder(clusterId, clientId)
                        .url(options.getNatsUrl())
                        .discoverPrefix(options.getDiscoverPrefix())
                        .connectTimeout(options.getConnectTimeout())
                        .requestTimeout(options.getConnectTimeout())
                        .publishAckTimeout(options.getAckTimeout())
                        .maxOutstandingPublishes(options.getMaxPubAcksInFlight())
                        .pings(options.getPingInterval(), options.getMaxPingsOut())
                        .listener(listener)
                        .natsOptions(nats -> natsOptions(nats, clientId, options));
        Connection given = options.getNatsConn();
        return (given == null ? builder : builder.natsConnection(given)).build();
    }

    private static io.nats.client.Options.Builder natsOptions(
            io.nats.client.Options.Builder builder, ClientId clientId, Options options) {
        builder.connectionName(clientId.candidates().get(0));
        if (options.getErrorListener() != null) {
            builder.errorListener(options.getErrorListener());
        }
        if (options.getConnectionListener() != null) {
            builder.connectionListener(options.getConnectionListener());
        }
        return options.isTraceConnection() ? builder.traceConnection() : builder;
    }

    @Override
    public void publish(String subject, byte @Nullable [] data)
            throws IOException, InterruptedException, TimeoutException {
        Outcomes.checkChannel(subject, Refusal.INVALID_PUBLISH_REQUEST);
        try {
            var unused = send(NUID.nextGlobal(), subject, data).get();
        } catch (ExecutionException e) {
            Exception failure = notStored(e.getCause());
            if (failure instanceof TimeoutException timeout) {
                throw timeout;
            }
            throw failure instanceof IOException io ? io : new IOException(failure);
        }
    }

    @Override
    public String publish(String subject, byte @Nullable [] data, @Nullable AckHandler ah)
            throws IOException, InterruptedException, TimeoutException {
        String guid = NUID.nextGlobal();
        byte[] kept = ah != null && ah.includeDataWithAck() ? data : null;
        boolean hasPlace = ackCalls.enter();
        CompletableFuture<PublishAck> ack;
        try {
            Outcomes.checkChannel(subject, Refusal.INVALID_PUBLISH_REQUEST);
            ack = send(guid, subject, data);
        } catch (IOException e) { // as if the server had refused it
            ackCalls.call(hasPlace, () -> tell(ah, guid, subject, kept, e));
            return guid;
        } catch (RuntimeException | InterruptedException | TimeoutException e) {
            ackCalls.leave(hasPlace);
            throw e;
        }
        var unused =
                ack.whenComplete((stored, failure) ->
                        ackCalls.call(
                                hasPlace,
                                () ->
                                        tell(
                                                ah,
                                                guid,
                                                subject,
                                                kept,
                                                failure == null ? null : notStored(failure))));
        return guid;
    }

    private CompletableFuture<PublishAck> send(String guid, String subject, byte @Nullable [] data)
            throws InterruptedException, TimeoutException {
        checkOpen();
        try {
            return connection.publishAsync(guid, subject, data == null ? new byte[0] : data);
        } catch (StreamingException e) {
            Outcomes.throwIfItsCallers(e);
            throw Outcomes.timeout(e); // no place became free
        }
    }

    private static Exception notStored(@Nullable Throwable failure) {
        return failure instanceof StreamingException reason
                ? Outcomes.notStored(reason)
                : new IOException(failure);
    }

    private void tell(
            @Nullable AckHandler handler,
            String guid,
            String subject,
            byte @Nullable [] data,
            @Nullable Exception failure) {
        if (handler == null) {
            LOG.debug("Published to {}, guid {}", subject, guid, failure);
            return;
        }
        try {
            handler.onAck(guid, subject, data, failure);
        } catch (RuntimeException e) {
            report("The ack handler of " + subject, e);
        }
    }

    @Override
    public Subscription subscribe(String subject, MessageHandler cb)
            throws IOException, InterruptedException {
        return subscribe(subject, null, cb, null);
    }

    @Override
    public Subscription subscribe(
            String subject, MessageHandler cb, @Nullable SubscriptionOptions opts)
            throws IOException, InterruptedException {
        return subscribe(subject, null, cb, opts);
    }

    @Override
    public Subscription subscribe(String subject, @Nullable String queue, MessageHandler cb)
            throws IOException, InterruptedException {
        return subscribe(subject, queue, cb, null);
    }

    @Override
    public Subscription subscribe(
            String subject,
            @Nullable String queue,
            MessageHandler cb,
            @Nullable SubscriptionOptions opts)
            throws IOException, InterruptedException {
        checkOpen();
        SubscriptionOptions options =
                opts == null ? new SubscriptionOptions.Builder().build() : opts;
        Outcomes.checkChannel(subject, Refusal.INVALID_CHANNEL);
        try {
            var subscription =
                    connection.subscribe(
                            subject,
                            subscriptionOptions(queue == null ? "" : queue, options),
                            message -> handle(message, cb, options.isManualAcks()));
            return new RunningSubscription(this, subscription, queue, options);
        } catch (StreamingException e) {
            throw Outcomes.notSubscribed(e);
        }
    }

    private dev.stanchion.client.SubscriptionOptions subscriptionOptions(
            String queue, SubscriptionOptions options) throws IOException {
        String durable = Objects.requireNonNullElse(options.getDurableName(), "");
        Duration ackWait = options.getAckWait().truncatedTo(ChronoUnit.SECONDS);
        Outcomes.require(!ackWait.isNegative() && !ackWait.isZero(), Refusal.INVALID_ACK_WAIT);
        Outcomes.require(options.getMaxInFlight() >= 1, Refusal.INVALID_MAX_IN_FLIGHT);
        Outcomes.require(queue.isEmpty() || durable.indexOf(':') < 0, Refusal.INVALID_DURABLE_NAME);
        return dev.stanchion.client.SubscriptionOptions.group(queue)
                .durable(durable)
                .from(start(options))
                .maxInFlight(options.getMaxInFlight())
                .ackWait(ackWait)
                .ackMode(AckMode.MANUAL) // this class acknowledges after exceptions, too
                .executor(dispatchers.of(options.getDispatcherName()))
                .subscribeTimeout(options.getSubscriptionTimeout());
    }

    private static StartAt start(SubscriptionOptions options) {
        return switch (options.getStartAt()) {
            case LastReceived -> StartAt.lastReceived();
            case TimeDeltaStart ->
                    StartAt.time(Objects.requireNonNullElse(options.getStartTime(), Instant.EPOCH));
            case SequenceStart -> StartAt.sequence(options.getStartSequence());
            case First -> StartAt.first();
            case NewOnly, UNRECOGNIZED -> StartAt.newOnly();
        };
    }

    private void handle(
            dev.stanchion.client.Message message, MessageHandler handler, boolean isAckedByHand) {
        try {
            handler.onMessage(new Message(message, isAckedByHand));
        } catch (RuntimeException e) {
            report("The handler of " + message.channel(), e);
        }
        if (!isAckedByHand) {
            message.ack();
        }
    }

    /** Reports an exception of the program's to the error listener, or else to the log. */
    private void report(String who, RuntimeException failure) {
        ErrorListener listener = errors;
        if (listener == null) {
            LOG.warn("{} failed", who, failure);
            return;
        }
        try {
            listener.exceptionOccurred(connection.natsConnection(), failure);
        } catch (RuntimeException e) {
            LOG.warn("The error listener failed", e);
        }
    }

    void checkOpen() {
        if (!connection.isOpen()) {
            throw Outcomes.closed();
        }
    }

    @Override
    public @Nullable Connection getNatsConnection() {
        return connection.isOpen() ? connection.natsConnection() : null;
    }

    @Override
    public void close() {
        connection.close();
        dispatchers.end();
    }

    /**
     * Tells the program about a loss, on a thread of its own and after the connection has ended, so
     * that the program can connect with the same client ID there.
     */
    private record LossListener(CompletableFuture<RegisteredConnection> opened, Options options)
            implements ConnectionListener {
        @Override
        public void onLost(StreamingException reason) {
            Thread thread = new Thread(() -> tell(reason), "stan-connection-lost");
            thread.setDaemon(true);
            thread.start();
        }

        private void tell(StreamingException reason) {
            RegisteredConnection lost = opened.join();
            lost.close();
            ConnectionLostHandler handler = options.getConnectionLostHandler();
            if (handler == null) {
                LOG.warn("Connection of {} lost: {}", lost.connection.clientId(), reason.problem());
                return;
            }
            handler.connectionLost(
                    lost, new Exception(reason.serverError().orElse(PING_FAILURE), reason));
        }
    }
}
