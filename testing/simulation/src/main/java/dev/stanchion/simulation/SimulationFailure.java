package dev.stanchion.simulation;

import dev.stanchion.simulation.invariant.Violation;
import java.util.List;

/** A seed under which an invariant did not hold. The message says how to see it again. */
public final class SimulationFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long seed;
    private final int steps;
    private final transient Violation violation;

    /**
     * @param isOnCluster whether the store was the one in a NATS cluster
     */
    SimulationFailure(
            long seed, int steps, boolean isOnCluster, Violation violation, List<String> trace) {
        super(text(seed, steps, isOnCluster, violation, trace), violation.cause());
        this.seed = seed;
        this.steps = steps;
        this.violation = violation;
    }

    private static String text(
            long seed, int steps, boolean isOnCluster, Violation violation, List<String> trace) {
        return """
        %s

        seed %d fails after %d steps, and after no fewer by bisection; replay it with
          %s

        the last that happened:
        %s
        """
                .formatted(
                        violation,
                        seed,
                        steps,
                        replayCommand(seed, steps, isOnCluster),
                        String.join("\n", trace));
    }

    /** Returns the command that runs the failing seed again. */
    static String replayCommand(long seed, int steps, boolean isOnCluster) {
        String store = isOnCluster ? " --store jetstream" : "";
        return "bin/simulate --seed %d --steps %d%s".formatted(seed, steps, store);
    }

    public long seed() {
        return seed;
    }

    /** Returns the length of the shortest prefix found that fails. */
    public int steps() {
        return steps;
    }

    public Violation violation() {
        return violation;
    }
}
