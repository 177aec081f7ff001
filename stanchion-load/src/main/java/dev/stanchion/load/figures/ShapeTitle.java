package dev.stanchion.load.figures;

import dev.stanchion.load.shape.Shape;

/**
 * What a result says of the shape that was measured. Immutable.
 *
 * @param name how the command line calls it
 * @param description of the load, for people
 */
public record ShapeTitle(String name, String description) {
    /** Returns the title of a shape. */
    public static ShapeTitle of(Shape shape) {
        return new ShapeTitle(shape.name(), shape.described());
    }
}
