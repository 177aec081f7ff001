/**
 * The streaming engine in a world where everything goes wrong on purpose: a virtual clock, seeded
 * random clients, cut and silent connections, a failing store, crashes and restarts.
 *
 * <p>{@link dev.stanchion.simulation.Simulation} runs one seed. Everything that happens follows
 * from it, so a failure replays; while it happens, the invariants of {@link
 * dev.stanchion.simulation.invariant} watch the two seams that the engine cannot get around, the
 * bus and the store.
 *
 * <pre>
 *   client ──► bus ──► engine ──► store          world: chance, virtual time, shards, trace
 *               │                   │
 *               └──► invariants ◄───┘            this package: what happens next, and the verdict
 * </pre>
 *
 * <p><b>Owner.</b> One real thread runs a whole simulation; nothing here is shared between threads.
 *
 * <p><b>Source.</b> What must hold is from {@code spec/streaming.md}; each {@link
 * dev.stanchion.simulation.invariant.Invariant} says which part.
 *
 * <p><b>Errors.</b> A broken invariant ends the run with a {@link
 * dev.stanchion.simulation.SimulationFailure} that says how to replay it.
 */
@NullMarked
package dev.stanchion.simulation;

import org.jspecify.annotations.NullMarked;
