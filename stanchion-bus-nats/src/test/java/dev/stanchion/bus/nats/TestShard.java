package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.nats.loop.NatsLoop;

/** A loop as a shard, for tests that do not depend on the time. */
record TestShard(NatsLoop loop) implements ShardExecutor {
    @Override
    public int index() {
        return loop.index();
    }

    @Override
    public boolean isCurrent() {
        return loop.isCurrent();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        return loop.schedule(delayNanos, task)::cancel;
    }

    @Override
    public void atEndOfBatch(Runnable hook) {
        loop.atEndOfTurn(hook);
    }

    @Override
    public long elapsedNanos() {
        return System.nanoTime();
    }

    @Override
    public long epochNanos() {
        return System.currentTimeMillis() * 1_000_000;
    }
}
