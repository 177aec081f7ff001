/**
 * The file store on a disk that fails and in processes that are killed, by seed.
 *
 * <p>{@link dev.stanchion.crash.CrashSimulation} runs one seed: the real store, on {@link
 * dev.stanchion.crash.disk.FaultyDisk} and {@link dev.stanchion.crash.work.ManualWorkers}, is used
 * as an engine uses it, interrupted wherever it calls the disk, killed, cut from power, and opened
 * again; {@link dev.stanchion.crash.promise} knows what it has promised.
 *
 * <pre>
 *   workload ──► store ──► workers ──► disk       killed, without power, out of room, failing
 *       │          │                     │
 *       └──► model ◄── opened again ◄────┘
 * </pre>
 *
 * <p><b>Owner.</b> One real thread runs a whole simulation; nothing here is shared between threads.
 * What two threads can do to each other between two calls of the disk is not simulated; that is for
 * the tests with real processes.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 6 and 8.5.
 *
 * <p><b>Errors.</b> A promise that is not kept ends the run with a {@link
 * dev.stanchion.crash.CrashFailure} that says how to replay it.
 */
@NullMarked
package dev.stanchion.crash;

import org.jspecify.annotations.NullMarked;
