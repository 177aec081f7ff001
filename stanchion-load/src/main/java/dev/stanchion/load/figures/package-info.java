/**
 * The results. A {@link dev.stanchion.load.figures.Round} has the results of one run of a shape. A
 * {@link dev.stanchion.load.figures.Spread} summarises many rounds. {@link
 * dev.stanchion.load.figures.Latencies} records how long users would have waited.
 *
 * <p>On a shared machine, an absolute figure means little, and a single one means nothing. So every
 * judgement uses the ratios of two servers that ran in turn, with their spread.
 */
@NullMarked
package dev.stanchion.load.figures;

import org.jspecify.annotations.NullMarked;
