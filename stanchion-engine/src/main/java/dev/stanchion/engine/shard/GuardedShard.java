package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shard whose tasks cannot take it down: what a task throws is a bug, which is logged here once
 * while its neighbours go on. Errors of the virtual machine pass.
 */
public final class GuardedShard implements ShardExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedShard.class);

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
        shard.execute(() -> run("a task", task));
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return shard.schedule(delayNanos, () -> run("a timer", task));
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        shard.atEndOfBatch(() -> run("the end of a batch", hook));
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

    private void run(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) {
            reportBug(index(), what, bug);
        }
    }

    /** Logs an exception that nobody expected, with its stack trace. */
    public static void reportBug(int shard, String what, RuntimeException bug) {
        LOG.error("Bug while handling {} on shard {}: it is skipped", what, shard, bug);
    }
}
