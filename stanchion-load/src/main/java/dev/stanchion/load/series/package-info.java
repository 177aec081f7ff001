/**
 * Runs shapes round by round, the servers in turn: A B A B, so that whatever else the machine does
 * meets both alike and the ratio of a pair means something.
 *
 * <p>Each shape begins with servers of its own, then one round that counts as the first run, then
 * rounds that only warm up, then the pairs. {@link dev.stanchion.load.series.Bench} is the way in.
 */
@NullMarked
package dev.stanchion.load.series;

import org.jspecify.annotations.NullMarked;
