package dev.stanchion.load.figures;

import dev.stanchion.load.shape.Shape;

/**
 * The name and the description of a measured shape. Immutable.
 *
 * @param name the name on the command line
 * @param description the readable description of the load
 */
public record ShapeTitle(String name, String description) {
    /** Returns the title of a shape. */
    public static ShapeTitle of(Shape shape) {
        return new ShapeTitle(shape.name(), shape.described());
    }
}
