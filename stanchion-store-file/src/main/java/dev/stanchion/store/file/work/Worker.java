package dev.stanchion.store.file.work;

import java.util.concurrent.Executor;

/**
 * Runs tasks, one at a time, in the order in which each thread gave them. Safe for use by many
 * threads.
 */
public interface Worker extends Executor {
    /** Does something once the delay is over, between two other things. */
    void executeAfter(long delayNanos, Runnable task);

    /**
     * Does something behind all that was given before, and returns when it is done. Never called by
     * a worker.
     */
    void call(Runnable task);

    /** Returns a clock that never goes back, of no particular origin. */
    long elapsedNanos();
}
