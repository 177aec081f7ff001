/**
 * Describes the load of a measurement: publishers, subscribers, channels and messages. All types
 * are immutable.
 *
 * <p>{@link dev.stanchion.load.shape.Shapes} is the catalogue that {@code --list} shows. The
 * command line can also define a new {@link dev.stanchion.load.shape.Shape}.
 */
@NullMarked
package dev.stanchion.load.shape;

import org.jspecify.annotations.NullMarked;
