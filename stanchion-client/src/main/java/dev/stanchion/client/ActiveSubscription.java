package dev.stanchion.client;

import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.protocol.UnsubscribeRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription: its inbox, its queue, its handler. Safe for use by many threads.
 *
 * <p>Messages may overtake the response that carries the ack inbox, since the two arrive on
 * different dispatchers. So messages wait in {@link DeliveryLanes} until the response is there.
 */
final class ActiveSubscription implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveSubscription.class);

    private final StreamingConnection connection;
    private final NatsLink link;
    private final Session session;
    private final String channel;
    private final SubscriptionOptions options;
    private final MessageHandler handler;
    private final Duration patience;
    private final DeliveryWatch watch;
    private final DeliveryLanes lanes;
    private final String inbox;
    private final HandlerGate gate = new HandlerGate();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean detached = new AtomicBoolean();

    /** Set before {@link #open} asks the server. */
    private volatile io.nats.client.@Nullable Subscription delivery;

    /** These three are set before {@link #open} returns, and never again. */
    private volatile String ackInbox = "";

    private volatile boolean isChannelNew;
    private volatile String similarChannel = "";

    /** Confined to the dispatcher's thread. */
    private final MsgProtoCursor cursor = new MsgProtoCursor();

    ActiveSubscription(
            StreamingConnection connection,
            String channel,
            SubscriptionOptions options,
            MessageHandler handler,
            DeliveryWatch watch) {
        this.connection = connection;
        this.link = connection.link();
        this.session = connection.session();
        this.patience = connection.options().requestTimeout();
        this.channel = channel;
        this.options = options;
        this.handler = handler;
        this.watch = watch;
        // Messages are bounded by what is in flight; twice that leaves room for redeliveries.
        Executor threads =
                Objects.requireNonNullElse(options.executor(), connection.handlerThreads());
        this.lanes =
                new DeliveryLanes(
                        options.concurrency(),
                        task -> threads.execute(() -> gate.pass(task)),
                        2 * Math.min(options.maxInFlight(), Integer.MAX_VALUE / 2),
                        this::handleIfOpen);
        this.inbox = link.newInbox();
    }

    /**
     * Asks the server for the messages. They wait until {@link #startHandling}.
     *
     * @throws StreamingException ({@code REFUSED}, {@code NO_ANSWER}); then nothing is left behind
     */
    void open(StartAt start, InstantSource clock) {
        delivery = link.onDelivery(inbox, carrier -> onDelivery(carrier.getData()));
        try {
            SubscriptionResponse response = request(start.wire(clock));
            if (!response.error().isEmpty()) {
                throw Failures.refused(action(), response.error());
            }
            isChannelNew = response.isChannelNew();
            similarChannel = response.nearChannel();
            if (!similarChannel.isEmpty()) {
                LOG.warn("{} is a new, empty channel; did you mean {}?", channel, similarChannel);
            }
            ackInbox = response.ackInbox();
        } catch (StreamingException e) {
            ended.set(true);
            gate.shut();
            detach();
            throw e;
        }
    }

    /** Begins to hand messages to the handler. */
    void startHandling() {
        lanes.start();
    }

    private SubscriptionResponse request(StartAt.Wire start) {
        SubscriptionRequest request =
                new SubscriptionRequest(
                        session.clientId(),
                        channel,
                        options.queueGroup(),
                        inbox,
                        options.maxInFlight(),
                        Math.toIntExact(options.ackWait().toSeconds()),
                        options.durableName(),
                        start.position(),
                        start.sequence(),
                        start.ageNanos(),
                        true);
        try {
            return link.request(
                    action(),
                    session.subjects().subRequests(),
                    request.toBytes(),
                    SubscriptionResponse::decode,
                    Objects.requireNonNullElse(options.subscribeTimeout(), patience));
        } catch (StreamingException e) {
            forgetUnansweredRequest();
            throw e;
        }
    }

    /**
     * Ends a subscription whose request was not answered. The server may have created it, and finds
     * it by the delivery inbox (spec 9.1).
     */
    private void forgetUnansweredRequest() {
        try {
            link.publish(
                    this::action,
                    session.subjects().subCloseRequests(),
                    "",
                    endRequest(inbox).toBytes());
        } catch (StreamingException e) {
            LOG.debug("Subscription on {} not taken back", channel, e);
        }
    }

    private String action() {
        return "subscribe to " + channel;
    }

    private void onDelivery(byte[] data) {
        if (ended.get() || !cursor.wrap(data)) {
            return;
        }
        Message message = message(data);
        if (watch.admits(message) && !lanes.add(message)) {
            LOG.warn(
                    "The handler of {} is too slow, sequence {} was dropped; the server sends it"
                            + " again",
                    channel,
                    Long.toUnsignedString(message.sequence()));
        }
    }

    /** A task handles several messages, and the gate may be shut between two of them. */
    private void handleIfOpen(Message message) {
        if (gate.isOpen()) {
            handle(message);
        }
    }

    private void handle(Message message) {
        long begin = System.nanoTime();
        boolean succeeded = false;
        try {
            handler.onMessage(message);
            if (options.ackMode() == AckMode.AUTO) {
                message.ack();
            }
            succeeded = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (connection.isOpen()) {
                LOG.warn(
                        "The handler of {} failed on sequence {}; not acknowledged, it comes again",
                        channel,
                        Long.toUnsignedString(message.sequence()),
                        e);
            }
        } finally {
            watch.handled(message, System.nanoTime() - begin, succeeded);
        }
    }

    private Message message(byte[] bytes) {
        int dataIndex = cursor.dataIndex();
        return new Message(
                channel,
                cursor.sequence(),
                Instant.ofEpochSecond(0, cursor.timestampEpochNanos()),
                reply(bytes),
                Arrays.copyOfRange(bytes, dataIndex, dataIndex + cursor.dataLength()),
                cursor.redelivered(),
                cursor.redeliveryCount(),
                parked(bytes),
                this::acknowledge);
    }

    private String reply(byte[] bytes) {
        int length = cursor.replyLength();
        return length == 0
                ? ""
                : new String(bytes, cursor.replyIndex(), length, StandardCharsets.UTF_8);
    }

    private @Nullable Parked parked(byte[] bytes) {
        int index = cursor.parkedIndex();
        int length = cursor.parkedLength();
        return length == 0
                ? null
                : ParkedNote.decode(Arrays.copyOfRange(bytes, index, index + length))
                        .map(Parked::of)
                        .orElse(null);
    }

    private void acknowledge(Message message) {
        watch.acknowledged(message);
        connection.checkTakesAcks();
        link.publish(
                () ->
                        "acknowledge sequence %s of %s"
                                .formatted(Long.toUnsignedString(message.sequence()), channel),
                ackInbox,
                "",
                new Ack(channel, message.sequence()).toBytes());
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    public boolean isChannelNew() {
        return isChannelNew;
    }

    @Override
    public Optional<String> similarChannel() {
        return similarChannel.isEmpty() ? Optional.empty() : Optional.of(similarChannel);
    }

    @Override
    public String ackInbox() {
        return ackInbox;
    }

    @Override
    public boolean isOpen() {
        return !ended.get() && connection.isOpen();
    }

    @Override
    public void close() {
        end("close subscription to " + channel, session.subjects().subCloseRequests());
    }

    @Override
    public void unsubscribe() {
        end("unsubscribe from " + channel, session.subjects().unsubRequests());
    }

    /**
     * Waits for the handler first, so that its ack reaches the server before the request (spec
     * 9.3).
     */
    private void end(String action, String subject) {
        gate.shut(); // before isOpen says so
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        connection.forget(this);
        stopHandling();
        try {
            if (connection.isOpen()) {
                confirmEnd(action, subject);
            }
        } finally {
            detach();
        }
    }

    private void confirmEnd(String action, String subject) {
        SubscriptionResponse response =
                link.requestWhileConnected(
                        action,
                        subject,
                        endRequest(ackInbox).toBytes(),
                        SubscriptionResponse::decode,
                        patience);
        if (!response.error().isEmpty()) {
            throw Failures.refused(action, response.error());
        }
    }

    private UnsubscribeRequest endRequest(String anyInbox) {
        return new UnsubscribeRequest(session.clientId(), channel, anyInbox, options.durableName());
    }

    /** Lets no further message through to the handler. */
    void shutGate() {
        gate.shut();
    }

    /** Stops delivering messages, waits for the running handler, and interrupts it if need be. */
    void stopHandling() {
        awaitHandlers(patience);
    }

    /** Does {@link #stopHandling} with a time limit of the caller's. */
    void awaitHandlers(Duration limit) {
        gate.shut();
        try {
            if (!gate.awaitEmpty(limit)) {
                LOG.warn(
                        "The handler of {} is still running after {}; it is interrupted",
                        channel,
                        DurationText.of(limit));
                gate.interrupt();
            }
        } catch (InterruptedException e) {
            gate.interrupt();
            Thread.currentThread().interrupt(); // an interrupt asks to hurry
        }
    }

    /** Stops delivering messages, and runs the task when no handler runs any more. */
    void stopHandlingAndThen(Runnable task) {
        ended.set(true);
        gate.shutAndThen(task);
    }

    private void detach() {
        io.nats.client.Subscription attached = delivery;
        if (attached != null && detached.compareAndSet(false, true)) {
            link.endDelivery(attached);
        }
    }

    boolean isInHandler() {
        return gate.isCallerInside();
    }
}
