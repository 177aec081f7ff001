package dev.stanchion.load.figures;

import dev.stanchion.load.shape.Shape;
import java.util.List;

/** How the measurement of a shape ended. Immutable. */
public sealed interface ShapeOutcome {
    Shape shape();

    /** Every round of every server was correct. */
    record Measured(Shape shape, List<Contestant> contestants, List<Comparison> comparisons)
            implements ShapeOutcome {
        public Measured {
            contestants = List.copyOf(contestants);
            comparisons = List.copyOf(comparisons);
        }
    }

    /** Something was wrong, so there is no figure. */
    record Failed(Shape shape, String server, String problem, String remedy)
            implements ShapeOutcome {}
}
