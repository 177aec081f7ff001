package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.nats.loop.NatsLoop;
import java.time.Clock;

/** An event loop as a shard of the engine, on any bus. Its batch is the loop's turn. */
public final class LoopShard implements ShardExecutor {
    private final NatsLoop loop;
    private final ShardClock clock;

    public LoopShard(NatsLoop loop, Clock clock) {
        this.loop = loop;
        this.clock = new ShardClock(clock, System.nanoTime(), loop::turnNanos);
    }

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
    public long batchNanos() {
        return loop.turnNanos();
    }

    @Override
    public long epochNanos() {
        return clock.epochNanos();
    }
}
