/**
 * What a measurement does: who publishes how much to whom. All records, all immutable.
 *
 * <p>{@link dev.stanchion.load.shape.Shapes} is the catalogue that {@code --list} shows; a {@link
 * dev.stanchion.load.shape.Shape} of one's own comes from the command line.
 */
@NullMarked
package dev.stanchion.load.shape;

import org.jspecify.annotations.NullMarked;
