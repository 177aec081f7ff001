/**
 * A store that takes its time, refuses, loses and crashes on request, and what survives it.
 *
 * <p>{@link dev.stanchion.simulation.store.Disk} is what is recorded, durable or not yet. A {@link
 * dev.stanchion.simulation.store.SimulatedStore} is one process's use of it, ended by {@code close}
 * or by {@code crash}. {@link dev.stanchion.simulation.store.WatchedStore} goes around any store,
 * this one or a real one, and tells a {@link dev.stanchion.simulation.store.StoreTap} what crosses
 * the border.
 *
 * <p>This store does not use the naive store of the kit. The disk of the naive store keeps only
 * what is durable. The disk of this package keeps the rest, too, because chance decides how much of
 * it a crash leaves.
 *
 * <p><b>Owner.</b> The simulation's one thread. Calls are checked to come from the shard that
 * opened the channel, and answers are given there, inline or later as {@link
 * dev.stanchion.simulation.store.StoreBehaviour} says.
 *
 * <p><b>Errors.</b> Faults are {@link dev.stanchion.engine.spi.StoreException}s; a call that the
 * store's contract forbids is an {@link java.lang.IllegalStateException}, which the engine should
 * never see.
 */
@NullMarked
package dev.stanchion.simulation.store;

import org.jspecify.annotations.NullMarked;
