/**
 * Event loops and their turns.
 *
 * <p>The work of a loop between two waits is a <em>turn</em>. In a turn, the loop reads many
 * connections and delivers their messages: to its own connections at once, to those of other loops
 * through a {@link dev.stanchion.nats.loop.LoopBatch}. At the end of the turn, in this order, hooks
 * run, the batches are handed over, and each output that the turn has touched is flushed. {@link
 * dev.stanchion.nats.loop.TurnLoop} says why that order matters.
 *
 * <p><b>Owner.</b> A {@link dev.stanchion.nats.loop.TurnLoop} belongs to its thread. Other threads
 * may call {@code execute}, {@code post} and {@code isCurrent}.
 *
 * <p><b>Units.</b> Times in nanoseconds, as {@link System#nanoTime} gives them.
 */
@NullMarked
package dev.stanchion.nats.loop;

import org.jspecify.annotations.NullMarked;
