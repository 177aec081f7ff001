/**
 * The file store on a disk that fails and in processes that are killed, by seed.
 *
 * <p>{@link dev.stanchion.crash.CrashSimulation} runs one seed. The real store works on {@link
 * dev.stanchion.crash.disk.FaultyDisk} and {@link dev.stanchion.crash.work.ManualWorkers}. The
 * simulation uses it as an engine does, interrupts it at its calls to the disk, kills it, cuts the
 * power, and opens it again. {@link dev.stanchion.crash.promise} knows the promises of the store.
 *
 * <pre>
 *   workload ──► store ──► workers ──► disk       killed, without power, full, failing
 *       │          │                     │
 *       └──► model ◄── opened again ◄────┘
 * </pre>
 *
 * <p><b>Owner.</b> One real thread runs a whole simulation; nothing here is shared between threads.
 * The simulation does not cover the effects of two threads on each other between two calls to the
 * disk; the tests with real processes do.
 *
 * <p><b>Source.</b> {@code spec/stores.md} 6 and 8.5.
 *
 * <p><b>Errors.</b> A broken promise ends the run with a {@link dev.stanchion.crash.CrashFailure},
 * which contains the command for a replay.
 */
@NullMarked
package dev.stanchion.crash;

import org.jspecify.annotations.NullMarked;
