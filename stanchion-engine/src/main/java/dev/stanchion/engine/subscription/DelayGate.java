package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Holds new messages of a position back until they have a certain age. The timestamps of a channel
 * never go back, so what is behind a message that is too young is too young, too: one timer is
 * enough, nothing is reordered, and a restart needs no record.
 */
@ShardOwned
final class DelayGate {
    private final long delayNanos;
    private final ShardExecutor shard;
    private final Runnable opened;
    private long dueEpochNanos;
    private @Nullable Timer timer;

    /**
     * @param opened runs when a message that was too young is old enough
     */
    DelayGate(long delayNanos, ShardExecutor shard, Runnable opened) {
        this.delayNanos = delayNanos;
        this.shard = shard;
        this.opened = opened;
    }

    long delayNanos() {
        return delayNanos;
    }

    /** Returns whether the next message is known to be too young. */
    boolean isClosed() {
        return timer != null;
    }

    /** Returns whether the next message may be sent. If not, the gate opens when it may. */
    boolean lets(long storedEpochNanos) {
        long left = storedEpochNanos + delayNanos - shard.epochNanos();
        if (left <= 0) {
            return true;
        }
        forget();
        dueEpochNanos = storedEpochNanos + delayNanos;
        timer = shard.schedule(left, this::open);
        return false;
    }

    /** If the time of day was set back meanwhile, the next look closes the gate again. */
    private void open() {
        timer = null;
        opened.run();
    }

    /** Returns how long the next message is still too young; 0 if that is not known. */
    long leftNanos() {
        return isClosed() ? Math.max(0, dueEpochNanos - shard.epochNanos()) : 0;
    }

    /** Knows nothing about the next message any more. */
    void forget() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
