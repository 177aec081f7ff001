package dev.stanchion.load.figures;

import java.time.Instant;
import java.util.List;

/**
 * All that a run has shown. Immutable.
 *
 * @param machine on which it was, in words
 * @param settings how it was made, in words
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
