package dev.stanchion.load.series;

import dev.stanchion.load.figures.Round;
import dev.stanchion.load.figures.ShapeOutcome;
import dev.stanchion.load.shape.Shape;

/** Learns the progress of a run, on the thread of the run. */
public interface Progress {
    /** Ignores all progress. */
    Progress NONE = new Progress() {};

    /** A shape begins. */
    default void begins(Shape shape) {}

    /**
     * A round has ended.
     *
     * @param counts whether the round counts
     */
    default void ended(String server, Round round, boolean counts) {}

    /** A shape has ended. */
    default void ended(ShapeOutcome outcome) {}
}
