/**
 * Runs shapes round by round, with the servers in turn: A B A B. So other load on the machine
 * affects both servers alike, and the ratio of a pair is meaningful.
 *
 * <p>Each shape starts its own servers. The first round counts as the first run. The next rounds
 * only warm the servers up. Then the pairs follow. {@link dev.stanchion.load.series.Bench} is the
 * entry point.
 */
@NullMarked
package dev.stanchion.load.series;

import org.jspecify.annotations.NullMarked;
