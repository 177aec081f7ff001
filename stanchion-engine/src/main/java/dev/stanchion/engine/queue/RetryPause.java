package dev.stanchion.engine.queue;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import org.jspecify.annotations.Nullable;

/** The pause after something that could not be read or stored, before it is tried again. */
@ShardOwned
final class RetryPause {
    /** The usual pause. */
    static final long USUAL_NANOS = 1_000_000_000L;

    private final ShardExecutor shard;
    private final Runnable goOn;
    private @Nullable Timer timer;

    /**
     * @param goOn is called at the end of each pause
     */
    RetryPause(ShardExecutor shard, Runnable goOn) {
        this.shard = shard;
        this.goOn = goOn;
    }

    boolean isRunning() {
        return timer != null;
    }

    void begin(long nanos) {
        timer =
                shard.schedule(
                        nanos,
                        () -> {
                            timer = null;
                            goOn.run();
                        });
    }

    /** Ends a pause that is running, without going on. */
    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
