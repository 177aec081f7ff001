package dev.stanchion.client;

import dev.stanchion.protocol.CloseRequest;
import dev.stanchion.protocol.CloseResponse;
import dev.stanchion.protocol.PubAck;
import dev.stanchion.protocol.PubMsgEncoder;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.NUID;
import io.netty.buffer.Unpooled;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's registration with a streaming server.
 *
 * <p>It answers the server's heartbeats and sends pings. If the TCP connection breaks, it
 * reconnects, and everything continues as long as the server still knows the client. If the server
 * does not, {@link ConnectionListener#onLost} is called and a new connection is needed.
 *
 * <p>Safe for use by many threads. {@link StreamingException} is the only exception its methods
 * throw, save for bugs.
 */
public final class StreamingConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingConnection.class);

    private enum State {
        OPEN,
        /** {@link #close()} was called; handlers finish what they are at, and acknowledge it. */
        CLOSING,
        /** The server has been told, or is being told. */
        CLOSED,
        /** The server has forgotten this connection, or cannot be reached any more. */
        LOST
    }

    private final ConnectOptions options;
    private final NatsLink link;
    private final Session session;
    private final PublishWindow publishes;
    private final String ackInbox;
    private final NUID guids = new NUID();
    private final Set<ActiveSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    /** jnats reports each failed attempt to reconnect as one more disconnection. */
    private final AtomicBoolean disconnected = new AtomicBoolean();

    private final CountDownLatch tornDown = new CountDownLatch(1);

    private StreamingConnection(ConnectOptions options, NatsLink link, Session session) {
        this.options = options;
        this.link = link;
        this.session = session;
        this.publishes = new PublishWindow(options, link.scheduler());
        this.ackInbox = "_STAN.acks." + guids.next();
    }

    /**
     * Connects and registers.
     *
     * @throws StreamingException {@code UNREACHABLE} if no NATS server is at the URL; {@code
     *     NO_ANSWER} if no streaming server answers, also when the cluster ID is wrong and the
     *     server does not say so; {@code REFUSED} with the server's words, such as {@code stan:
     *     clientID already registered}
     */
    public static StreamingConnection connect(ConnectOptions options) {
        NatsLink link = NatsLink.open(options);
        try {
            Session session = new Handshake(link, options).perform();
            StreamingConnection connection = new StreamingConnection(options, link, session);
            connection.start();
            return connection;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private void start() {
        link.onProtocol(ackInbox, this::onPublishAck);
        new Pinger(link, session, this::lose).start();
        link.onEvent(this::onNatsEvent);
        if (link.isClosed()) {
            lose(Failures.lost("the NATS connection ended", null));
        }
    }

    /** Returns the client ID it registered with; of several candidates, the one that was free. */
    public String clientId() {
        return session.clientId();
    }

    /** Returns whether the connection is open: false after {@link #close()} and after a loss. */
    public boolean isOpen() {
        return state.get() == State.OPEN;
    }

    /**
     * Publishes and waits until the server has stored the message.
     *
     * @throws StreamingException {@code REFUSED} with the server's words; {@code NO_ANSWER} if
     *     there was no ack in time: the message may be stored or not; or as {@link #publishAsync}
     * @throws IllegalStateException in a continuation of {@link #publishAsync}, where it would wait
     *     for an ack that arrives on this very thread
     */
    public PublishAck publish(String channel, byte[] data) {
        if (link.isOnProtocolThread()) {
            throw new IllegalStateException("publish waits for itself: use publishAsync here");
        }
        CompletableFuture<PublishAck> ack = publishAsync(channel, data);
        try {
            return ack.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StreamingException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw Failures.interrupted("publish to " + channel, e);
        }
    }

    /**
     * Publishes without waiting for the ack. Messages of one thread are stored in the order of the
     * calls.
     *
     * <p>At most {@link ConnectOptions#maxOutstandingPublishes} may be waiting for their acks. If
     * that many are, this blocks until one is answered, at most the ack timeout; in a continuation
     * of an earlier publish it does not block but refuses at once, since acks arrive on that
     * thread.
     *
     * @return completes with the ack, or exceptionally with a {@link StreamingException}.
     *     Continuations run on the thread that receives acks and answers heartbeats: be short, or
     *     use the {@code …Async} forms
     * @throws StreamingException {@code INVALID} channel name or size, {@code OVERLOADED}, {@code
     *     CLOSED}, {@code LOST}: it was not sent
     */
    public CompletableFuture<PublishAck> publishAsync(String channel, byte[] data) {
        ChannelSyntax.check(channel);
        checkOpen();
        String guid = guids.next();
        Duration patience = link.isOnProtocolThread() ? Duration.ZERO : options.publishAckTimeout();
        CompletableFuture<PublishAck> ack = publishes.enter(channel, guid, patience);
        try {
            link.publish(
                    "publish to " + channel,
                    session.subjects().pubPrefix() + "." + channel,
                    ackInbox,
                    target ->
                            PubMsgEncoder.write(
                                    target,
                                    session.clientId(),
                                    guid,
                                    channel,
                                    "",
                                    data,
                                    session.connId()));
        } catch (StreamingException e) {
            publishes.fail(guid, e);
            throw e;
        }
        if (!isOpen()) { // it ended meanwhile, perhaps before this publish was in the window
            publishes.fail(guid, ended());
        }
        return ack;
    }

    /**
     * Subscribes; the handler may be called before this returns.
     *
     * @throws StreamingException {@code INVALID} channel name; {@code REFUSED} with the server's
     *     words; {@code NO_ANSWER}; {@code CLOSED}; {@code LOST}
     */
    public Subscription subscribe(
            String channel, SubscriptionOptions subscriptionOptions, MessageHandler handler) {
        ChannelSyntax.check(channel);
        checkOpen();
        ActiveSubscription subscription =
                new ActiveSubscription(
                        this, link.newDispatcher(), channel, subscriptionOptions, handler);
        subscriptions.add(subscription);
        try {
            subscription.open(Clock.systemUTC());
        } catch (StreamingException e) {
            forget(subscription);
            throw e;
        }
        return subscription;
    }

    /**
     * Ends the registration: subscriptions end, durables keep their position. Whatever was
     * published before is stored, and its acks are waited for. Waits for running handlers, which
     * can still acknowledge but not publish, for the server and for outstanding acks, at most the
     * request timeout each; handlers that run longer are interrupted. Called by a handler or a
     * continuation, it returns once the server knows and cleans up afterwards. Never throws;
     * calling it again does nothing.
     */
    @Override
    public void close() {
        if (!state.compareAndSet(State.OPEN, State.CLOSING)) {
            return;
        }
        boolean inCallback = isInCallback();
        if (!inCallback) {
            subscriptions.forEach(ActiveSubscription::stopHandling);
        }
        state.set(State.CLOSED);
        sendCloseRequest();
        if (!inCallback) {
            awaitAcks();
        }
        link.scheduler()
                .execute(() -> {
                    if (inCallback) { // which must have returned before acks can arrive
                        awaitAcks();
                    }
                    tearDown(Failures.closed("the connection"));
                });
        if (!inCallback) {
            awaitTearDown();
        }
    }

    private boolean isInCallback() {
        return link.isOnProtocolThread()
                || subscriptions.stream().anyMatch(ActiveSubscription::isInHandler);
    }

    private void sendCloseRequest() {
        try {
            CloseResponse response =
                    link.request(
                            "close",
                            session.subjects().closeRequests(),
                            new CloseRequest(session.clientId())::encodeTo,
                            CloseResponse::decode,
                            options.requestTimeout());
            if (!response.error().isEmpty()) {
                LOG.debug("Closed {}, which the server answered: {}", clientId(), response.error());
            }
        } catch (StreamingException e) {
            // The server finds out by its heartbeats; there is nothing the caller could do.
            LOG.debug("Closed {} without telling the server", clientId(), e);
        }
    }

    /** The server has processed all publishes before it answered the close request (spec 9.3). */
    private void awaitAcks() {
        try {
            if (!publishes.awaitEmpty(options.requestTimeout())) {
                LOG.debug("Closed {} with publishes that have no ack", clientId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTearDown() {
        try {
            if (!tornDown.await(options.requestTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("Closed {}; its threads are still ending", clientId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs on the scheduler, because closing jnats on one of its own threads interrupts itself. */
    private void tearDown(StreamingException reason) {
        publishes.failAll(reason);
        subscriptions.forEach(ActiveSubscription::stopHandling);
        subscriptions.clear();
        link.close();
        tornDown.countDown();
    }

    private void lose(StreamingException reason) {
        if (!state.compareAndSet(State.OPEN, State.LOST)) {
            return;
        }
        LOG.debug("Connection of {} lost: {}", clientId(), reason.problem());
        link.scheduler()
                .execute(() -> {
                    try {
                        options.listener().onLost(reason);
                    } finally {
                        tearDown(reason);
                    }
                });
    }

    private void onNatsEvent(Events event) {
        if (!isOpen()) {
            return;
        }
        if (event == Events.DISCONNECTED && disconnected.compareAndSet(false, true)) {
            options.listener().onDisconnected();
        } else if (event == Events.RESUBSCRIBED && disconnected.compareAndSet(true, false)) {
            options.listener().onReconnected();
        } else if (event == Events.CLOSED) {
            lose(Failures.lost("the NATS connection ended", null));
        }
    }

    private void onPublishAck(io.nats.client.Message message) {
        byte[] data = message.getData();
        PubAck.decode(Unpooled.wrappedBuffer(data), 0, data.length).ifPresent(publishes::settle);
    }

    NatsLink link() {
        return link;
    }

    Session session() {
        return session;
    }

    ConnectOptions options() {
        return options;
    }

    void forget(ActiveSubscription subscription) {
        subscriptions.remove(subscription);
    }

    void checkOpen() {
        if (!isOpen()) {
            throw ended();
        }
    }

    /** What a running handler has done counts, although the connection is closing. */
    void checkTakesAcks() {
        if (state.get() != State.CLOSING) {
            checkOpen();
        }
    }

    private StreamingException ended() {
        return state.get() == State.LOST
                ? Failures.lost("it ended earlier", null)
                : Failures.closed("the connection");
    }
}
