/**
 * Ratios that were recorded once, and whether today's are worse: {@code stanchion bench --check}.
 *
 * <p>Only ratios against another server are recorded, never times: they mean the same on the next
 * machine, as far as figures ever do.
 */
@NullMarked
package dev.stanchion.load.baseline;

import org.jspecify.annotations.NullMarked;
