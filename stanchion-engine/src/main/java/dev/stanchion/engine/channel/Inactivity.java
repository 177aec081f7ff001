package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a channel has been unused for so long that it is to be deleted ({@code
 * spec/streaming.md} 10.3). Publishing only records the time; the timer looks at it when it fires.
 */
@ShardOwned
final class Inactivity {
    private final ShardExecutor shard;
    private final long maxNanos;
    private final BooleanSupplier hasListeners;
    private final Runnable idleTooLong;
    private @Nullable Timer timer;
    private long lastActivityNanos;
    private boolean ended;

    /**
     * @param maxNanos 0 means never
     */
    Inactivity(
            ShardExecutor shard,
            long maxNanos,
            BooleanSupplier hasListeners,
            Runnable idleTooLong) {
        this.shard = shard;
        this.maxNanos = maxNanos;
        this.hasListeners = hasListeners;
        this.idleTooLong = idleTooLong;
    }

    /** Begins a full period if there are no subscriptions. */
    void begin() {
        active();
        resume();
    }

    /** Something was published. */
    void active() {
        if (maxNanos > 0) {
            lastActivityNanos = shard.batchNanos();
        }
    }

    /** A subscription is about to begin. */
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

    private void resume() {
        if (!ended && maxNanos > 0 && timer == null && !hasListeners.getAsBoolean()) {
            long idleNanos = shard.elapsedNanos() - lastActivityNanos;
            timer = shard.schedule(maxNanos - idleNanos, this::check);
        }
    }

    private void check() {
        timer = null;
        if (hasListeners.getAsBoolean()) {
            return;
        }
        if (shard.elapsedNanos() - lastActivityNanos >= maxNanos) {
            idleTooLong.run();
        } else {
            resume();
        }
    }
}
