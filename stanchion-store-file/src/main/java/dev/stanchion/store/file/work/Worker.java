package dev.stanchion.store.file.work;

import java.util.concurrent.Executor;

/**
 * Does what it is given, one thing at a time, in the order in which each thread gave it. Safe for
 * use by many threads.
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
