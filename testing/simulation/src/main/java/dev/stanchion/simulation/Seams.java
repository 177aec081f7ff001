package dev.stanchion.simulation;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.Store;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The layer between the engine and the world that the invariants watch: empty, or with a fault that
 * they must find.
 *
 * @param bugs the engine's own reports of bugs, which the engine survives
 */
public record Seams(
        UnaryOperator<Bus> bus,
        UnaryOperator<Store> store,
        UnaryOperator<ShardExecutor> shard,
        UnaryOperator<Policies> policies,
        BugReports bugs) {
    /** The log, as far as it reports unexpected exceptions. */
    @FunctionalInterface
    public interface BugReports {
        /** Takes the next report, if there is one. */
        Optional<Throwable> next();
    }

    /** An empty layer. */
    public static Seams plain(BugReports bugs) {
        return new Seams(
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                bugs);
    }

    public Seams withBus(UnaryOperator<Bus> altered) {
        return new Seams(altered, store, shard, policies, bugs);
    }

    public Seams withStore(UnaryOperator<Store> altered) {
        return new Seams(bus, altered, shard, policies, bugs);
    }

    public Seams withShard(UnaryOperator<ShardExecutor> altered) {
        return new Seams(bus, store, altered, policies, bugs);
    }

    /** The engine follows other policies than an operator wants. */
    public Seams withPolicies(UnaryOperator<Policies> altered) {
        return new Seams(bus, store, shard, altered, bugs);
    }
}
