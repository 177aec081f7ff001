/**
 * The workers of a file store without threads: queues on a virtual clock. Chance decides which
 * queue runs next.
 *
 * <p><b>Owner.</b> The simulation's thread. A worker can be suspended in the middle of a task while
 * others run. {@link dev.stanchion.crash.work.ManualWorkers#runOne} does that when the disk calls
 * it. So a store is interrupted at its calls to the disk, and nowhere else.
 */
@NullMarked
package dev.stanchion.crash.work;

import org.jspecify.annotations.NullMarked;
