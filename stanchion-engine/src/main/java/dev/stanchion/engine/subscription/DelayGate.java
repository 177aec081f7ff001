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
    private long dueNanos;

    /** Messages up to this one have waited for a delay, whatever the time of day says. */
    private long letsUpTo;

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

    /**
     * Returns whether the next message may be sent. If not, the gate opens when it may.
     *
     * <p>If the time of day was set back, the timestamp of the message is in the future, and how
     * old the message is cannot be told. Then all messages that are stored now wait for one delay.
     *
     * @param lastSequence of the channel
     */
    boolean lets(long sequence, long storedEpochNanos, long lastSequence) {
        long now = shard.epochNanos();
        long left = storedEpochNanos + delayNanos - now;
        if (left <= 0) {
            return true;
        }
        if (storedEpochNanos <= now) {
            close(left, letsUpTo);
            return false;
        }
        if (sequence <= letsUpTo) {
            return true;
        }
        close(delayNanos, lastSequence);
        return false;
    }

    private void close(long forNanos, long thenLetsUpTo) {
        forget();
        dueNanos = shard.elapsedNanos() + forNanos;
        timer = shard.schedule(forNanos, () -> open(thenLetsUpTo));
    }

    private void open(long upTo) {
        timer = null;
        letsUpTo = upTo;
        opened.run();
    }

    /** Returns how long the next message is still too young; 0 if that is not known. */
    long leftNanos() {
        return isClosed() ? Math.max(0, dueNanos - shard.elapsedNanos()) : 0;
    }

    /** Knows nothing about the next message any more. */
    void forget() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
