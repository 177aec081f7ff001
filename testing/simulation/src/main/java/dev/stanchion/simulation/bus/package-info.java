/**
 * A bus whose connections behave as connections do: they are slow, fall silent, or are gone.
 *
 * <p>The engine sees a {@link dev.stanchion.engine.spi.Bus}; clients hold a {@link
 * dev.stanchion.simulation.bus.SimulatedConnection} each. A {@link
 * dev.stanchion.simulation.bus.BusTap} sees every message at the moment at which the engine takes
 * or sends it, which is where the invariants listen.
 *
 * <p>Which subjects match, who is told of interest, and what a message in a read buffer looks like
 * is as in {@link dev.stanchion.kit.bus.MemoryBus}, by the same classes.
 *
 * <p><b>Owner.</b> The simulation's one thread. A connection belongs to a simulated thread, a
 * shard's or another, and the engine's handlers are called as if on that.
 *
 * <p><b>Order.</b> What a connection sends arrives in order. What one shard sends to one connection
 * arrives in order; what different shards send mixes.
 */
@NullMarked
package dev.stanchion.simulation.bus;

import org.jspecify.annotations.NullMarked;
