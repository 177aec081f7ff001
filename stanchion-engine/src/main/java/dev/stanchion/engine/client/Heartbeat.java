package dev.stanchion.engine.client;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import org.jspecify.annotations.Nullable;

/** Asks one client again and again whether it lives, and counts the times that it does not say. */
@ShardOwned
final class Heartbeat {
    /** The delay before a failing client that pings gets a heartbeat, to clear it quickly. */
    private static final long SOON_NANOS = 1_000_000;

    private final ShardExecutor shard;
    private final ReplyInboxes inboxes;
    private final HeartbeatRules rules;
    private final String inbox;
    private final Missing failing;
    private final Runnable givenUp;
    private final Attendance attendance;
    private @Nullable Timer next;

    /** The heartbeat for which a ping of a failing client asks. */
    private @Nullable Timer soon;

    private int failures;
    private boolean stopped;
    private long lastAnswerNanos;

    /**
     * @param failing told when the client misses a heartbeat, and when it answers again
     * @param givenUp run once it has failed too often
     * @param attendance followed from the start to the end
     */
    Heartbeat(
            ShardExecutor shard,
            ReplyInboxes inboxes,
            HeartbeatRules rules,
            String inbox,
            Missing failing,
            Runnable givenUp,
            Attendance attendance) {
        this.shard = shard;
        this.inboxes = inboxes;
        this.rules = rules;
        this.inbox = inbox;
        this.failing = failing;
        this.givenUp = givenUp;
        this.attendance = attendance;
    }

    /** Is told that a client misses heartbeats. */
    @FunctionalInterface
    interface Missing {
        /**
         * A client has missed this many heartbeats in a row; 0 if it answers again.
         *
         * @param heardNanosAgo how long ago it was last heard
         */
        void missed(int count, long heardNanosAgo);
    }

    void start() {
        lastAnswerNanos = shard.elapsedNanos();
        next = shard.schedule(rules.intervalNanos(), this::ask);
        inboxes.follow(attendance);
    }

    void stop() {
        stopped = true;
        attendance.end();
        cancel(next);
        cancel(soon);
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Returns how long ago the client was last heard; 0 before it is asked at all. */
    long silentNanos() {
        return next == null ? 0 : shard.elapsedNanos() - lastAnswerNanos;
    }

    private void ask() {
        inboxes.ask(inbox, rules.timeoutNanos(), this::answered);
    }

    private void answered(boolean inTime) {
        count(inTime);
        if (!stopped) {
            next = shard.schedule(rules.intervalNanos(), this::ask);
        }
    }

    /** The client has pinged: if it is failing, it gets a chance to show that it lives. */
    void pinged() {
        if (failures > 0 && soon == null && !stopped) {
            soon = shard.schedule(SOON_NANOS, this::askSoon);
        }
    }

    private void askSoon() {
        soon = null;
        inboxes.ask(inbox, rules.timeoutNanos(), this::count);
    }

    private void count(boolean inTime) {
        if (stopped) {
            return;
        }
        boolean wasFailing = failures > 0;
        failures = inTime ? 0 : failures + 1;
        if (inTime) {
            lastAnswerNanos = shard.elapsedNanos();
        }
        if (wasFailing || !inTime) {
            failing.missed(failures, silentNanos());
        }
        if (failures > rules.failCount()) {
            stop();
            givenUp.run();
        }
    }
}
