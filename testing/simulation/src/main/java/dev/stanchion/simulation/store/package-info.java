/**
 * A store that is slow, refuses, loses and crashes on request, and the data that survives it.
 *
 * <p>{@link dev.stanchion.simulation.store.Disk} contains the records, durable or not yet. A {@link
 * dev.stanchion.simulation.store.SimulatedStore} is the use of it by one process, which ends by
 * {@code close} or by {@code crash}. {@link dev.stanchion.simulation.store.WatchedStore} wraps any
 * store, this one or a real one, and reports its calls to a {@link
 * dev.stanchion.simulation.store.StoreTap}.
 *
 * <p>This store does not use the naive store of the kit. The disk of the naive store keeps only
 * what is durable. The disk of this package keeps the rest, too, because chance decides how much of
 * it a crash leaves.
 *
 * <p><b>Owner.</b> The simulation's one thread. The store checks that calls come from the shard
 * that opened the channel. It answers on that shard, inline or later as {@link
 * dev.stanchion.simulation.store.StoreBehaviour} decides.
 *
 * <p><b>Errors.</b> Faults are {@link dev.stanchion.engine.spi.StoreException}s. A call that the
 * store's contract forbids is an {@link java.lang.IllegalStateException}, which the engine should
 * never see.
 */
@NullMarked
package dev.stanchion.simulation.store;

import org.jspecify.annotations.NullMarked;
