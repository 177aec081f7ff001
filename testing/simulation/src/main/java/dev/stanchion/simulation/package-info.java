/**
 * The streaming engine in a world in which everything goes wrong on purpose: a virtual clock,
 * seeded random clients, cut and silent connections, a failing store, crashes and restarts.
 *
 * <p>{@link dev.stanchion.simulation.Simulation} runs one seed. The seed decides every event, so a
 * failure can be replayed. Meanwhile, the invariants of {@link dev.stanchion.simulation.invariant}
 * watch the two seams that the engine cannot avoid, the bus and the store.
 *
 * <pre>
 *   client ──► bus ──► engine ──► store          world: chance, virtual time, shards, trace
 *               │                   │
 *               └──► invariants ◄───┘            this package: the next event, and the verdict
 * </pre>
 *
 * <p><b>Owner.</b> One real thread runs a whole simulation; nothing here is shared between threads.
 *
 * <p><b>Source.</b> The rules are from {@code spec/streaming.md}; each {@link
 * dev.stanchion.simulation.invariant.Invariant} names its section.
 *
 * <p><b>Errors.</b> A broken invariant ends the run with a {@link
 * dev.stanchion.simulation.SimulationFailure}, which contains the command for a replay.
 */
@NullMarked
package dev.stanchion.simulation;

import org.jspecify.annotations.NullMarked;
