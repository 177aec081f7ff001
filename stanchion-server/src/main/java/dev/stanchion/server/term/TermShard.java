package dev.stanchion.server.term;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;

/**
 * A shard for one term. Timers that the engine of the term has set do not ring after its end.
 * Everything else is the shard's.
 */
public final class TermShard implements ShardExecutor {
    private final ShardExecutor shard;
    private volatile boolean isOver;

    public TermShard(ShardExecutor shard) {
        this.shard = shard;
    }

    /** Calls off all timers. Any thread. */
    public void end() {
        isOver = true;
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return shard.schedule(
                delayNanos,
                () -> {
                    if (!isOver) {
                        task.run();
                    }
                });
    }

    @Override
    public int index() {
        return shard.index();
    }

    @Override
    public boolean isCurrent() {
        return shard.isCurrent();
    }

    @Override
    public void execute(Runnable task) {
        shard.execute(task);
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        shard.atEndOfBatch(hook);
    }

    @Override
    public long elapsedNanos() {
        return shard.elapsedNanos();
    }

    @Override
    public long batchNanos() {
        return shard.batchNanos();
    }

    @Override
    public long epochNanos() {
        return shard.epochNanos();
    }
}
