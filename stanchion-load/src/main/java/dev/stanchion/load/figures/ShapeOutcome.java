package dev.stanchion.load.figures;

import java.util.List;

/** How the measurement of a shape ended. Immutable. */
public sealed interface ShapeOutcome {
    ShapeTitle shape();

    /** Every round of every server was correct. */
    record Measured(ShapeTitle shape, List<Contestant> contestants, List<Comparison> comparisons)
            implements ShapeOutcome {
        public Measured {
            contestants = List.copyOf(contestants);
            comparisons = List.copyOf(comparisons);
        }
    }

    /** Something was wrong, so there is no figure. */
    record Failed(ShapeTitle shape, String server, String problem, String remedy)
            implements ShapeOutcome {}
}
