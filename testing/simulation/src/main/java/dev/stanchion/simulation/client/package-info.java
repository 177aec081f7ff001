/**
 * Clients as programs behave: they connect, publish in bursts, subscribe in every way, acknowledge
 * late, twice, out of order or never, send nonsense, and die without a word.
 *
 * <p>A {@link dev.stanchion.simulation.client.SimulatedClient} speaks the protocol in raw messages
 * over its own connection. It decides nothing that a program would decide; the simulation tells it
 * what to do next. Before a request leaves, a {@link dev.stanchion.simulation.client.ClientTap}
 * hears of it, so that whoever watches the bus recognises the request and its answer.
 *
 * <p><b>Owner.</b> The simulation's one thread.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 1.2, 1.3 and 1.6.
 */
@NullMarked
package dev.stanchion.simulation.client;

import org.jspecify.annotations.NullMarked;
