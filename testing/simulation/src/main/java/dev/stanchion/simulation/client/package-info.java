/**
 * Clients that behave like programs. They connect, publish in bursts and subscribe in every way.
 * They acknowledge late, twice, out of order or never, send nonsense, and die without notice.
 *
 * <p>A {@link dev.stanchion.simulation.client.SimulatedClient} speaks the protocol in raw messages
 * over its own connection. It makes no decisions of a program; the simulation decides its next
 * step. Before a request leaves, a {@link dev.stanchion.simulation.client.ClientTap} gets it, so
 * that the observers of the bus recognise the request and its answer.
 *
 * <p><b>Owner.</b> The simulation's one thread.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 1.2, 1.3 and 1.6.
 */
@NullMarked
package dev.stanchion.simulation.client;

import org.jspecify.annotations.NullMarked;
