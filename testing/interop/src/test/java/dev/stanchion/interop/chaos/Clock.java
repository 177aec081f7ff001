package dev.stanchion.interop.chaos;

/** The time of a run. Safe for use by many threads. */
@FunctionalInterface
interface Clock {
    /** Returns the nanoseconds since the run began. */
    long elapsedNanos();

    /** Returns a clock that starts now. */
    static Clock start() {
        long startNanos = System.nanoTime();
        return () -> System.nanoTime() - startNanos;
    }
}
