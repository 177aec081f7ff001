package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages again that one subscription has not acknowledged in time ({@code
 * spec/streaming.md} 6.4).
 *
 * <p>There is one timer, armed for the first deadline. Acknowledgements do not change it: it checks
 * when it fires. While a pass is under way the timer is off.
 *
 * <p>Differs: after a pause so long that a message's next deadline would have passed too, and after
 * a resume, the next one is counted from now (15).
 */
@ShardOwned
final class Redelivery {
    /** Messages that are due this soon are sent along, so that close deadlines cause one pass. */
    static final long TOLERANCE_NANOS = 15_000_000;

    private final Subscription subscription;
    private final Dispatcher dispatcher;
    private final AckWindow window;
    private int backlog;
    private @Nullable Timer timer;
    private long timerNanos;
    private @Nullable RedeliveryPass pass;

    Redelivery(Subscription subscription, Dispatcher dispatcher, AckWindow window) {
        this.subscription = subscription;
        this.dispatcher = dispatcher;
        this.window = window;
    }

    /** Sees to it that the timer runs if anything is pending. */
    void arm() {
        if (timer == null && pass == null && window.size() > 0 && subscription.isReceiving()) {
            armFor(window.firstDeadlineNanos() - shard().elapsedNanos());
        }
    }

    /** Sees to it that the timer runs, where a message may be due before the others. */
    void armAgain() {
        if (timer != null && window.firstDeadlineNanos() < timerNanos) {
            cancelTimer();
        }
        arm();
    }

    private void armFor(long delayNanos) {
        timerNanos = shard().elapsedNanos() + delayNanos;
        timer = shard().schedule(Math.max(0, delayNanos), this::onTimer);
    }

    private void onTimer() {
        timer = null;
        if (!subscription.isActive()) {
            return;
        }
        if (dispatcher.isSuspended(subscription) && window.size() > 0) {
            armFor(subscription.ackWaitNanos());
        } else {
            sendDue();
        }
    }

    /** Sends the messages that are due now. */
    void sendDue() {
        long[] due = window.dueBy(shard().elapsedNanos() + TOLERANCE_NANOS);
        if (due.length == 0 || pass != null || !subscription.isReceiving()) {
            arm();
            return;
        }
        Attempts attempts = dispatcher.attempts();
        long[] left = attempts == null ? due : attempts.expired(subscription, due);
        begin(new RedeliveryPass(this, left, RedeliveryPass.Rule.ALL, dispatcher::pump));
    }

    /**
     * Returns how many messages were unacknowledged when the subscription was resumed or restored.
     */
    int backlog() {
        return backlog;
    }

    /** Sends the unacknowledged messages from before the subscription was resumed or restored. */
    void sendBacklog(RedeliveryPass.Rule rule, Runnable sent) {
        backlog = window.size();
        long[] sequences = window.ascending();
        Attempts attempts = dispatcher.attempts();
        if (attempts != null) {
            attempts.excuseAll(sequences);
        }
        begin(new RedeliveryPass(this, sequences, rule, sent));
    }

    private void begin(RedeliveryPass next) {
        cancelTimer();
        pass = next;
        next.proceed();
    }

    void ended(RedeliveryPass which, Runnable then) {
        if (pass == which) {
            pass = null;
            arm();
            then.run();
        }
    }

    /** Sends the messages that are due now, and continues where that had to wait for a receiver. */
    void catchUp() {
        if (pass == null) {
            sendDue();
        } else {
            pass.proceed();
        }
    }

    /** Goes on with a pass that waited for its receiver to read. */
    void proceed() {
        if (pass != null) {
            pass.proceed();
        }
    }

    boolean isCurrent(RedeliveryPass which) {
        return pass == which;
    }

    void stop() {
        pass = null;
        cancelTimer();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** Returns when a message that is sent again now is due the next time. */
    long nextDeadlineNanos(long sequence) {
        long now = shard().elapsedNanos();
        long next = window.deadlineNanos(sequence) + subscription.ackWaitNanos();
        boolean keepsCadence = next > now && next <= now + 2 * subscription.ackWaitNanos();
        return keepsCadence && !subscription.holdsNew() ? next : now + subscription.ackWaitNanos();
    }

    Subscription subscription() {
        return subscription;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    AckWindow window() {
        return window;
    }

    ShardExecutor shard() {
        return dispatcher.source().delivery().shard();
    }
}
