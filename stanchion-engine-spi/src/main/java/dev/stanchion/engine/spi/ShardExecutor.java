package dev.stanchion.engine.spi;

/**
 * One shard's place to run, and its clocks: an event loop in production, a queue on a virtual clock
 * in simulation.
 */
public interface ShardExecutor {
    /** Returns the shard's number, from 0. Safe from any thread. */
    int index();

    /** Returns whether the calling thread is this shard's. Safe from any thread. */
    boolean isCurrent();

    /**
     * Runs a task on this shard. Safe from any thread; tasks of one calling thread run in the order
     * in which they were given. Called on this shard it runs later, never inline.
     */
    void execute(Runnable task);

    /** Runs a task on this shard after the delay (0 or less: soon). Only on this shard. */
    Timer schedule(long delayNanos, Runnable task);

    /**
     * Runs a hook once when the shard has nothing more to read for now, or has gathered enough: the
     * end of the batch that is being worked on. Only on this shard. A hook may register another.
     */
    void atEndOfBatch(Runnable hook);

    /** Returns a clock that never goes back, of no particular origin. Only on this shard. */
    long elapsedNanos();

    /**
     * Returns {@link #elapsedNanos} at a time within the current batch, and not before the current
     * message arrived. For callers that ask for every message: a clock costs as much as routing
     * one. Only on this shard.
     */
    default long batchNanos() {
        return elapsedNanos();
    }

    /**
     * Returns the time of day in nanoseconds since 1970, at {@link #batchNanos}; it may jump. Only
     * on this shard.
     */
    long epochNanos();
}
