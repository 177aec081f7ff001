/**
 * Draws a page with plots of a result that {@code bin/stanchion bench --json FILE} wrote: {@code
 * bin/bench-page RESULT.json PAGE.html}.
 *
 * <p>The plots are not in the executable, because only people who work on performance look at them.
 * {@link dev.stanchion.bench.page.ResultFile} reads the file, {@link
 * dev.stanchion.bench.page.ResultPage} writes the page, and the plots are pure functions from
 * figures to SVG.
 */
@NullMarked
package dev.stanchion.bench.page;

import org.jspecify.annotations.NullMarked;
