package dev.stanchion.simulation;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is put between the engine and the world that the invariants watch: nothing, or a fault that
 * they must find.
 *
 * @param bugs where the engine's own reports of bugs are found, since it survives them
 */
public record Seams(
        UnaryOperator<Bus> bus,
        UnaryOperator<Store> store,
        UnaryOperator<ShardExecutor> shard,
        BugReports bugs) {
    /** The log, as far as it tells of exceptions that nobody expected. */
    @FunctionalInterface
    public interface BugReports {
        /** Takes the next report, if there is one. */
        Optional<Throwable> next();
    }

    /** Nothing in between. */
    public static Seams plain(BugReports bugs) {
        return new Seams(
                UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), bugs);
    }

    public Seams withBus(UnaryOperator<Bus> altered) {
        return new Seams(altered, store, shard, bugs);
    }

    public Seams withStore(UnaryOperator<Store> altered) {
        return new Seams(bus, altered, shard, bugs);
    }

    public Seams withShard(UnaryOperator<ShardExecutor> altered) {
        return new Seams(bus, store, altered, bugs);
    }
}
