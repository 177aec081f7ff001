package dev.stanchion.client;

import dev.stanchion.protocol.Ack;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.ParkedNote;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.protocol.SubscriptionResponse;
import dev.stanchion.protocol.UnsubscribeRequest;
import io.nats.client.Dispatcher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscription: its inbox, its thread, its handler. Safe for use by many threads.
 *
 * <p>Messages may overtake the response that carries the ack inbox, since the two arrive on
 * different dispatchers. So the first message waits for {@link #ackInbox}; that blocks nothing
 * else, because each subscription has its own dispatcher.
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
    private final Dispatcher dispatcher;
    private final String inbox;
    private final HandlerGate gate = new HandlerGate();
    private final CompletableFuture<String> ackInbox = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean dispatcherClosed = new AtomicBoolean();

    /** These two are set before {@link #open} returns, and never again. */
    private volatile boolean isChannelNew;

    private volatile String similarChannel = "";

    /** Confined to the dispatcher's thread. */
    private final MsgProtoCursor cursor = new MsgProtoCursor();

    ActiveSubscription(
            StreamingConnection connection,
            Dispatcher dispatcher,
            String channel,
            SubscriptionOptions options,
            MessageHandler handler) {
        this.connection = connection;
        this.link = connection.link();
        this.session = connection.session();
        this.patience = connection.options().requestTimeout();
        this.dispatcher = dispatcher;
        this.channel = channel;
        this.options = options;
        this.handler = handler;
        this.inbox = link.newInbox();
    }

    /**
     * Asks the server for the messages.
     *
     * @throws StreamingException ({@code REFUSED}, {@code NO_ANSWER}); then nothing is left behind
     */
    void open(InstantSource clock) {
        listenToInbox();
        try {
            SubscriptionResponse response = request(options.start().wire(clock));
            if (!response.error().isEmpty()) {
                throw Failures.refused(action(), response.error());
            }
            isChannelNew = response.isChannelNew();
            similarChannel = response.nearChannel();
            if (!similarChannel.isEmpty()) {
                LOG.warn("{} is a new, empty channel; did you mean {}?", channel, similarChannel);
            }
            ackInbox.complete(response.ackInbox());
        } catch (StreamingException e) {
            ended.set(true);
            ackInbox.cancel(false);
            closeDispatcher();
            throw e;
        }
    }

    private void listenToInbox() {
        // Messages are bounded by what is in flight; twice that leaves room for redeliveries.
        dispatcher.setPendingLimits(2L * options.maxInFlight(), 0);
        dispatcher.subscribe(inbox, this::onDelivery);
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
                    request::encodeTo,
                    SubscriptionResponse::decode,
                    patience);
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
                    action(),
                    session.subjects().subCloseRequests(),
                    "",
                    endRequest(inbox)::encodeTo);
        } catch (StreamingException e) {
            LOG.debug("Subscription on {} not taken back", channel, e);
        }
    }

    private String action() {
        return "subscribe to " + channel;
    }

    private void onDelivery(io.nats.client.Message carrier) {
        boolean open = gate.pass(() -> deliver(carrier.getData()));
        if (!open && ended.get()) {
            // The handler ended its own subscription, so nobody but its thread could wait for it.
            closeDispatcher();
        }
    }

    private void deliver(byte[] data) {
        ByteBuf buffer = Unpooled.wrappedBuffer(data);
        if (ackInbox.handle((inbox, failure) -> failure == null).join()
                && cursor.wrap(buffer, 0, data.length)) {
            handle(message());
        }
    }

    private void handle(Message message) {
        try {
            handler.onMessage(message);
            if (options.ackMode() == AckMode.AUTO) {
                message.ack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            if (connection.isOpen()) {
                LOG.warn(
                        "The handler of {} failed on sequence {}; not acknowledged, it comes again",
                        channel,
                        message.sequence(),
                        e);
            }
        }
    }

    private Message message() {
        byte[] data = new byte[cursor.dataLength()];
        cursor.buffer().getBytes(cursor.dataIndex(), data);
        long nanos = cursor.timestampEpochNanos();
        return new Message(
                channel,
                cursor.sequence(),
                Instant.ofEpochSecond(0, nanos),
                cursor.buffer()
                        .toString(
                                cursor.replyIndex(), cursor.replyLength(), StandardCharsets.UTF_8),
                data,
                cursor.redelivered(),
                cursor.redeliveryCount(),
                parked(),
                this::acknowledge);
    }

    private @Nullable Parked parked() {
        return cursor.parkedLength() == 0
                ? null
                : ParkedNote.decode(cursor.buffer(), cursor.parkedIndex(), cursor.parkedLength())
                        .map(Parked::of)
                        .orElse(null);
    }

    private void acknowledge(long sequence) {
        connection.checkTakesAcks();
        link.publish(
                "acknowledge sequence " + Long.toUnsignedString(sequence) + " of " + channel,
                ackInbox.join(),
                "",
                new Ack(channel, sequence)::encodeTo);
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
            if (!isInHandler()) {
                closeDispatcher();
            }
        }
    }

    private void confirmEnd(String action, String subject) {
        SubscriptionResponse response =
                link.request(
                        action,
                        subject,
                        endRequest(ackInbox.join())::encodeTo,
                        SubscriptionResponse::decode,
                        patience);
        if (!response.error().isEmpty()) {
            throw Failures.refused(action, response.error());
        }
    }

    private UnsubscribeRequest endRequest(String anyInbox) {
        return new UnsubscribeRequest(session.clientId(), channel, anyInbox, options.durableName());
    }

    /** Stops delivering messages and waits for the running handler. */
    void stopHandling() {
        gate.shut();
        try {
            if (!gate.awaitEmpty(patience)) {
                LOG.warn(
                        "The handler of {} is still running after {}",
                        channel,
                        DurationText.of(patience));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // an interrupt asks to hurry
        }
    }

    private void closeDispatcher() {
        if (dispatcherClosed.compareAndSet(false, true)) {
            link.closeDispatcher(dispatcher);
        }
    }

    boolean isInHandler() {
        return gate.isCallerInside();
    }
}
