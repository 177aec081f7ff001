package dev.stanchion.bench.client;

import java.util.Arrays;

/** How long each of several calls took. Belongs to one thread. */
final class Latencies {
    private static final double NANOS_PER_MICRO = 1e3;

    private final long[] nanos;
    private int count;

    Latencies(int calls) {
        nanos = new long[calls];
    }

    void add(long elapsedNanos) {
        nanos[count++] = elapsedNanos;
    }

    /** Returns the time that so many of a hundred calls did not exceed, in microseconds. */
    double percentileMicros(int percent) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(count * percent / 100.0);
        return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MICRO;
    }
}
