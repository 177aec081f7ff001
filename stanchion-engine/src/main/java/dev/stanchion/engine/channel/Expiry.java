package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import org.jspecify.annotations.Nullable;

/** Removes a channel's messages when they are too old: one timer, set for the oldest. */
@ShardOwned
final class Expiry {
    private final ChannelLog log;
    private final ShardExecutor shard;
    private final long maxAgeNanos;
    private @Nullable Timer timer;
    private boolean ended;

    /**
     * @param maxAgeNanos 0 means that messages do not age
     */
    Expiry(ChannelLog log, ShardExecutor shard, long maxAgeNanos) {
        this.log = log;
        this.shard = shard;
        this.maxAgeNanos = maxAgeNanos;
    }

    /** Sees to it that the timer runs if there is anything to remove some day. */
    void watch() {
        if (!ended && maxAgeNanos > 0 && timer == null) {
            schedule();
        }
    }

    private void schedule() {
        long first = log.firstTimestampEpochNanos();
        if (first != Long.MAX_VALUE) {
            long delayNanos = first + maxAgeNanos - shard.epochNanos();
            timer = shard.schedule(Math.max(0, delayNanos), this::expire);
        }
    }

    private void expire() {
        timer = null;
        // a message goes once its whole age has passed: timestamp + age <= now
        log.removeOlderThan(shard.epochNanos() - maxAgeNanos + 1);
        schedule();
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** The channel will not be used any more. */
    void end() {
        stop();
        ended = true;
    }
}
