package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;

/** A shard whose tasks cannot take it down: an exception of a task is a bug ({@link BugGuard}). */
public final class GuardedShard implements ShardExecutor {
    private final ShardExecutor shard;

    public GuardedShard(ShardExecutor shard) {
        this.shard = shard;
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
        shard.execute(() -> BugGuard.run(index(), "a task", task));
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return shard.schedule(delayNanos, () -> BugGuard.run(index(), "a timer", task));
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        shard.atEndOfBatch(() -> BugGuard.run(index(), "the end of a batch", hook));
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
