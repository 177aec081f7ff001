/**
 * Compares measured ratios with recorded ones, for {@code stanchion bench --check}.
 *
 * <p>A baseline has only ratios against another server and no times, because ratios can be compared
 * between machines better than times.
 */
@NullMarked
package dev.stanchion.load.baseline;

import org.jspecify.annotations.NullMarked;
