package dev.stanchion.simulation;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;

/** A shard whose clock goes twice as fast as time does. */
record HastyShard(ShardExecutor shard) implements ShardExecutor {
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
    public Timer schedule(long delayNanos, Runnable task) {
        return shard.schedule(delayNanos / 2, task);
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        shard.atEndOfBatch(hook);
    }

    @Override
    public long elapsedNanos() {
        return shard.elapsedNanos() * 2;
    }

    @Override
    public long epochNanos() {
        return shard.epochNanos();
    }
}
