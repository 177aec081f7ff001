package dev.stanchion.simulation;

import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.Store;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is put between the engine and the world that the invariants watch: nothing, or a fault that
 * they must find.
 *
 * @param bugs where the engine's own reports of bugs are found, since it survives them
 */
public record Seams(UnaryOperator<Bus> bus, UnaryOperator<Store> store, BugReports bugs) {
    /** The log, as far as it tells of exceptions that nobody expected. */
    @FunctionalInterface
    public interface BugReports {
        /** Takes the next report, if there is one. */
        Optional<Throwable> next();
    }

    /** Nothing in between. */
    public static Seams plain(BugReports bugs) {
        return new Seams(UnaryOperator.identity(), UnaryOperator.identity(), bugs);
    }

    public static Seams aroundBus(UnaryOperator<Bus> bus) {
        return new Seams(bus, UnaryOperator.identity(), Optional::empty);
    }

    public static Seams aroundStore(UnaryOperator<Store> store) {
        return new Seams(UnaryOperator.identity(), store, Optional::empty);
    }
}
