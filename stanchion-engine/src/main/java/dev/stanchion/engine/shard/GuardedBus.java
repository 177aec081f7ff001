package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;

/**
 * A bus whose threads the engine's handlers cannot take down, whichever they are: requests,
 * acknowledgements, answers to heartbeats. Safe for use by many threads.
 */
public final class GuardedBus implements Bus {
    private final Bus bus;
    private final Shards shards;

    public GuardedBus(Bus bus, Shards shards) {
        this.bus = bus;
        this.shards = shards;
    }

    @Override
    public Registration subscribe(String subject, BusHandler handler) {
        return bus.subscribe(subject, BugGuard.around(handler, shards));
    }

    @Override
    public Destination destination(String subject) {
        return bus.destination(subject);
    }

    @Override
    public boolean mayHaveInterest(String subject) {
        return bus.mayHaveInterest(subject);
    }

    /** What it tells comes as a task of the shard, which is guarded. */
    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return bus.watchInterest(subject, shard, listener);
    }
}
