/**
 * A file store's workers without threads: queues on a virtual clock, of which chance says which
 * goes on.
 *
 * <p><b>Owner.</b> The simulation's thread. A worker that is in the middle of a task can be left
 * there while others work, which is what {@link dev.stanchion.crash.work.ManualWorkers#runOne} does
 * when it is called from within the disk: so a store is interrupted wherever it does something that
 * takes time, and nowhere else.
 */
@NullMarked
package dev.stanchion.crash.work;

import org.jspecify.annotations.NullMarked;
