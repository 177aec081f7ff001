package dev.stanchion.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel as a {@link Flow.Publisher}: each subscriber has a subscription of its own. Safe for
 * use by many threads.
 *
 * <p>Messages that arrive before they are asked for wait here, at most as many as max in flight.
 * One whose ack wait is nearly over is dropped, because the server sends it again: a subscriber
 * that asks for nothing for an hour does not get stale messages then.
 */
final class MessageFlow implements Flow.Publisher<Message> {
    private static final Logger LOG = LoggerFactory.getLogger(MessageFlow.class);

    private final Healer healer;
    private final String channel;
    private final SubscriptionOptions options;

    MessageFlow(Healer healer, String channel, SubscriptionOptions options) {
        this.healer = healer;
        this.channel = channel;
        this.options = options;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Message> subscriber) {
        try {
            healer.checkUsable();
        } catch (StreamingException e) {
            refuse(subscriber, e);
            return;
        }
        new Demand(subscriber).start();
    }

    /** The threads of the client have ended with it, so the caller's thread says so. */
    private static void refuse(
            Flow.Subscriber<? super Message> subscriber, StreamingException why) {
        subscriber.onSubscribe(
                new Flow.Subscription() {
                    @Override
                    public void request(long n) {
                        // there is nothing to come
                    }

                    @Override
                    public void cancel() {
                        // there is nothing to end
                    }
                });
        subscriber.onError(why);
    }

    private record Waiting(Message message, long arrivedNanos) {}

    /** One subscriber: what waits for it, and how much it has asked for. */
    private final class Demand implements Flow.Subscription {
        private final Flow.Subscriber<? super Message> subscriber;
        private final long freshNanos;
        private final ReentrantLock lock = new ReentrantLock();
        private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
        private final AtomicLong demand = new AtomicLong();
        private final AtomicBoolean isEnded = new AtomicBoolean();

        /** Its items are requests to look; so signals come one after the other. */
        private final WorkQueue<Runnable> signals =
                new WorkQueue<>(healer.handlers().threads(), 1, Integer.MAX_VALUE, Runnable::run);

        private final Consumer<StreamingException> atEnd = this::clientEnded;
        private volatile @Nullable Subscription source;

        Demand(Flow.Subscriber<? super Message> subscriber) {
            this.subscriber = subscriber;
            Duration ackWait = options.ackWait();
            this.freshNanos = ackWait.minus(ackWait.dividedBy(10)).toNanos();
        }

        void start() {
            signals.add(() -> subscriber.onSubscribe(this));
            signals.start();
            try {
                Subscription opened =
                        healer.subscribe(channel, options.ackMode(AckMode.MANUAL), this::arrived);
                source = opened;
                healer.atEnd(atEnd);
                healer.checkUsable(); // it may have ended before it knew of this subscriber
                if (isEnded.get()) {
                    opened.close();
                }
            } catch (StreamingException e) {
                clientEnded(e);
            }
        }

        private void arrived(Message message) {
            lock.lock();
            try {
                dropStale();
                waiting.add(new Waiting(message, System.nanoTime()));
            } finally {
                lock.unlock();
            }
            look();
        }

        private void look() {
            signals.add(this::deliver);
        }

        private void deliver() {
            while (!isEnded.get() && demand.get() > 0) {
                Message message = nextFresh();
                if (message == null) {
                    return;
                }
                if (demand.get() != Long.MAX_VALUE) { // which stands for no limit
                    demand.decrementAndGet();
                }
                pass(message);
            }
        }

        private @Nullable Message nextFresh() {
            lock.lock();
            try {
                dropStale();
                Waiting next = waiting.poll();
                return next == null ? null : next.message();
            } finally {
                lock.unlock();
            }
        }

        private void dropStale() {
            long now = System.nanoTime();
            while (!waiting.isEmpty() && now - waiting.element().arrivedNanos() >= freshNanos) {
                waiting.remove();
                healer.meters().expiredBeforeUse(channel);
            }
        }

        private void pass(Message message) {
            try {
                subscriber.onNext(message);
                if (options.ackMode() == AckMode.AUTO) {
                    message.ack();
                }
            } catch (StreamingException e) {
                LOG.debug("Sequence {} not acknowledged", message.sequence(), e);
            } catch (RuntimeException e) {
                LOG.warn("The subscriber of {} failed; its subscription ends", channel, e);
                cancel();
            }
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                end(new IllegalArgumentException("request: " + n + " (expected: more than 0)"));
                return;
            }
            demand.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
            look();
        }

        @Override
        public void cancel() {
            if (isEnded.compareAndSet(false, true)) {
                closeSource();
            }
        }

        /**
         * Ends it from this side.
         *
         * @param reason null if the program has closed the client
         */
        private void end(@Nullable Throwable reason) {
            if (!isEnded.compareAndSet(false, true)) {
                return;
            }
            if (reason == null) {
                signals.add(subscriber::onComplete);
            } else {
                signals.add(() -> subscriber.onError(reason));
            }
            closeSource();
        }

        private void clientEnded(StreamingException reason) {
            end(reason.kind() == StreamingException.Kind.CLOSED ? null : reason);
        }

        private void closeSource() {
            healer.notAtEnd(atEnd);
            Subscription opened = source;
            try {
                if (opened != null) {
                    opened.close();
                }
            } catch (StreamingException e) {
                LOG.debug("Subscription on {} not closed", channel, e);
            }
        }
    }
}
