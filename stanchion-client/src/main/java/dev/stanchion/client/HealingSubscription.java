package dev.stanchion.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription of a {@link StreamingClient}: under each registration of the client it has another
 * {@link ActiveSubscription}. Safe for use by many threads.
 */
final class HealingSubscription implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(HealingSubscription.class);

    /** Redelivered so often, a message is worth a notice. */
    private static final int SUSPICIOUS_REDELIVERIES = 3;

    private final Healer healer;
    private final String channel;
    private final SubscriptionOptions options;
    private final MessageHandler handler;
    private final Resumption resumption;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable StreamingConnection connection;
    private volatile @Nullable ActiveSubscription active;
    private volatile boolean isEnded;

    /** Completes when no handler of an earlier registration runs any more. */
    private CompletableFuture<?> quiet = CompletableFuture.completedFuture(null);

    private volatile long lastSlowSequence;

    HealingSubscription(
            Healer healer, String channel, SubscriptionOptions options, MessageHandler handler) {
        this.healer = healer;
        this.channel = channel;
        this.options = options;
        this.handler = handler;
        this.resumption = new Resumption(options, System.nanoTime());
    }

    /**
     * Subscribes under a registration, if it has not done so.
     *
     * @throws StreamingException as {@link StreamingConnection#subscribe}
     */
    void attach(StreamingConnection registration) {
        lock.lock();
        try {
            if (!isEnded && connection != registration) {
                open(registration);
            }
        } finally {
            lock.unlock();
        }
    }

    private void open(StreamingConnection registration) {
        StartAt start = resumption.start(System.nanoTime());
        ActiveSubscription next =
                registration.open(
                        channel, options, start, this::handle, new Round(resumption.round()));
        ActiveSubscription previous = active;
        active = next;
        connection = registration;
        if (previous != null) {
            CompletableFuture<Void> ended = new CompletableFuture<>();
            previous.stopHandlingAndThen(() -> ended.complete(null));
            quiet = CompletableFuture.allOf(quiet, ended);
        }
        // The order of messages holds although a handler of before may still run.
        var unused = quiet.thenRun(next::startHandling);
    }

    private void handle(Message message) throws Exception {
        if (resumption.isDone(message.sequence())) {
            message.ack();
            return;
        }
        if (Integer.compareUnsigned(message.redeliveryCount(), SUSPICIOUS_REDELIVERIES) >= 0) {
            healer.emit(
                    new ClientEvent.Redelivered(
                            this, message.sequence(), message.redeliveryCount()));
        }
        handler.onMessage(message);
    }

    private void reportGap() {
        resumption
                .takeMissing()
                .ifPresent(missing ->
                        healer.emit(new ClientEvent.Gap(this, missing.first(), missing.last())));
    }

    private void beginAnew() {
        lock.lock();
        try {
            StreamingConnection registration = connection;
            ActiveSubscription wrong = active;
            if (isEnded || registration == null || wrong == null) {
                return;
            }
            endQuietly(wrong);
            connection = null;
            attach(registration);
        } catch (StreamingException e) {
            healer.refused(this, e);
        } finally {
            lock.unlock();
        }
    }

    /** A durable is removed, because it would keep a position of the lost channel. */
    private void endQuietly(ActiveSubscription wrong) {
        try {
            if (options.isDurable()) {
                wrong.unsubscribe();
            } else {
                wrong.close();
            }
        } catch (StreamingException e) {
            LOG.debug("Subscription on {} not closed", channel, e);
        }
    }

    /** Reports a message that waits for its ack for too long, once. */
    void checkPace() {
        resumption
                .oldest(System.nanoTime())
                .filter(oldest -> oldest.sequence() != lastSlowSequence)
                .filter(oldest ->
                        oldest.age().compareTo(options.ackWait().multipliedBy(3).dividedBy(4)) > 0)
                .ifPresent(oldest -> {
                    lastSlowSequence = oldest.sequence();
                    healer.emit(new ClientEvent.SlowHandler(this, oldest.sequence(), oldest.age()));
                });
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    public boolean isChannelNew() {
        ActiveSubscription current = active;
        return current != null && current.isChannelNew();
    }

    @Override
    public Optional<String> similarChannel() {
        ActiveSubscription current = active;
        return current == null ? Optional.empty() : current.similarChannel();
    }

    @Override
    public String ackInbox() {
        ActiveSubscription current = active;
        return current == null ? "" : current.ackInbox();
    }

    @Override
    public boolean isOpen() {
        return !isEnded && healer.isUsable();
    }

    @Override
    public void close() {
        ActiveSubscription last = end();
        if (last != null) {
            last.close();
        }
    }

    @Override
    public void unsubscribe() {
        boolean first = !isEnded;
        ActiveSubscription last = end();
        if (last != null && last.isOpen()) {
            last.unsubscribe();
        } else if (first && options.isDurable()) {
            throw Failures.lost("the durable on " + channel + " was not removed", null);
        }
    }

    private @Nullable ActiveSubscription end() {
        lock.lock();
        try {
            isEnded = true;
            healer.forget(this);
            return active;
        } finally {
            lock.unlock();
        }
    }

    SubscriptionOptions options() {
        return options;
    }

    @Override
    public String toString() {
        String group = options.queueGroup().isEmpty() ? "" : " of group " + options.queueGroup();
        return "subscription to " + channel + group;
    }

    /** Sees what becomes of the messages of one subscribe request. */
    private final class Round implements DeliveryWatch {
        private final int number;

        Round(int number) {
            this.number = number;
        }

        @Override
        public boolean admits(Message message) {
            healer.meters().received(HealingSubscription.this, message.isRedelivered());
            return switch (resumption.arrived(
                    number, message.sequence(), message.timestamp(), System.nanoTime())) {
                case HANDLE -> true;
                case HANDLE_AFTER_GAP -> {
                    reportGap();
                    yield true;
                }
                case BEGIN_ANEW -> {
                    reportGap();
                    healer.execute(HealingSubscription.this::beginAnew);
                    yield false;
                }
                case DROP -> false;
            };
        }

        @Override
        public void acknowledged(Message message) {
            resumption.done(number, message.sequence());
        }

        @Override
        public void handled(Message message, long nanos, boolean succeeded) {
            healer.meters().handled(HealingSubscription.this, Duration.ofNanos(nanos), succeeded);
        }
    }
}
