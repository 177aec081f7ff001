package dev.stanchion.load.figures;

import java.util.List;

/** The outcome of the measurement of a shape. Immutable. */
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

    /** The measurement failed, so there is no figure. */
    record Failed(ShapeTitle shape, String server, String problem, String remedy)
            implements ShapeOutcome {}
}
