package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.Entropy;
import dev.stanchion.engine.spi.InterestListener;
import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.UnheardListener;
import dev.stanchion.engine.spi.UnheardSubjects;

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

    @Override
    public Registration watchInterest(
            String subject, ShardExecutor shard, InterestListener listener) {
        return bus.watchInterest(subject, shard, new Watched(shard.index(), subject, listener));
    }

    @Override
    public String newInbox(Entropy entropy) {
        return bus.newInbox(entropy);
    }

    @Override
    public void tellUnheard(ShardExecutor shard, UnheardListener listener) {
        bus.tellUnheard(
                shard,
                (to, source, index, length) ->
                        BugGuard.run(
                                shard.index(),
                                "the report of a lost message on " + to.subject(),
                                () -> listener.onUnheard(to, source, index, length)));
    }

    @Override
    public void takeUnheard(ShardExecutor shard, UnheardSubjects listener) {
        bus.takeUnheard(shard, listener);
    }

    private record Watched(int shard, String subject, InterestListener listener)
            implements InterestListener {
        @Override
        public void onPresent() {
            BugGuard.run(shard, "a receiver on " + subject, listener::onPresent);
        }

        @Override
        public void onAbsent() {
            BugGuard.run(shard, "an absence on " + subject, listener::onAbsent);
        }

        @Override
        public void onLost(long mark) {
            BugGuard.run(shard, "a loss on " + subject, () -> listener.onLost(mark));
        }
    }
}
