package dev.stanchion.load.series;

import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.shape.Shape;

/** Is told how far a run has come. Called on the thread that runs it. */
public interface Progress {
    /** For those who only want the result. */
    Progress NONE = new Progress() {};

    /** A shape begins. */
    default void begins(Shape shape) {}

    /**
     * A round has ended.
     *
     * @param counts whether it is one of those that count
     */
    default void ended(String server, Round round, boolean counts) {}

    /** A shape has ended. */
    default void ended(ShapeOutcome outcome) {}
}
