/**
 * A bus with realistic connections: they are slow, fall silent, or end.
 *
 * <p>The engine sees a {@link dev.stanchion.engine.spi.Bus}. Each client has a {@link
 * dev.stanchion.simulation.bus.SimulatedConnection}. A {@link dev.stanchion.simulation.bus.BusTap}
 * sees every message at the moment at which the engine takes or sends it. The invariants use it.
 *
 * <p>The matching of subjects, the reports of interest, and the form of a message in a read buffer
 * are those of {@link dev.stanchion.kit.bus.MemoryBus}, by the same classes.
 *
 * <p><b>Owner.</b> The simulation's one thread. A connection belongs to a simulated thread, of a
 * shard or another, and the engine's handlers are called as if on that thread.
 *
 * <p><b>Order.</b> The messages of a connection arrive in order. The messages of one shard to one
 * connection arrive in order; those of different shards mix.
 */
@NullMarked
package dev.stanchion.simulation.bus;

import org.jspecify.annotations.NullMarked;
