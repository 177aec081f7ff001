/**
 * What comes out: a {@link dev.stanchion.load.figures.Round} is what one run of a shape has shown,
 * {@link dev.stanchion.load.figures.Spread} what many of them agree on, {@link
 * dev.stanchion.load.figures.Latencies} how long people would have waited.
 *
 * <p>On a machine that others use, an absolute figure says little and a single one nothing; so
 * everything that is judged is a ratio of two servers measured in turn, with its spread.
 */
@NullMarked
package dev.stanchion.load.figures;

import org.jspecify.annotations.NullMarked;
