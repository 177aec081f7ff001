package dev.stanchion.load.figures;

import java.time.Instant;
import java.util.List;

/**
 * All results of a run. Immutable.
 *
 * @param machine the description of the machine
 * @param settings the description of the settings
 */
public record BenchResult(
        Instant began, String machine, String settings, List<ShapeOutcome> outcomes) {
    public BenchResult {
        outcomes = List.copyOf(outcomes);
    }

    public boolean hasFailures() {
        return outcomes.stream().anyMatch(ShapeOutcome.Failed.class::isInstance);
    }
}
