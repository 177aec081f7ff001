package dev.stanchion.interop.chaos;

import java.util.List;

/**
 * How long clients heard nothing. Immutable.
 *
 * @param sortedNanos one silence for each client and each trouble, the shortest first
 */
record Silences(List<Long> sortedNanos) {
    private static final double MEDIAN = 0.5;
    private static final double ALMOST_ALL = 0.99;
    private static final double NANOS_PER_SECOND = 1e9;

    Silences {
        sortedNanos = sortedNanos.stream().sorted().toList();
    }

    /**
     * Returns the longest time without an event of a client within a window.
     *
     * @param atNanos when events came, in order
     * @param fromNanos the beginning of the window; time before it does not count
     * @param toNanos the end of the window; a silence that goes on then counts up to here
     */
    static long longest(List<Long> atNanos, long fromNanos, long toNanos) {
        long last = fromNanos;
        long longest = 0;
        for (long each : atNanos) {
            if (each > fromNanos && each <= toNanos) {
                longest = Math.max(longest, each - last);
                last = each;
            }
        }
        return Math.max(longest, toNanos - last);
    }

    double medianSeconds() {
        return quantile(MEDIAN);
    }

    double almostAllSeconds() {
        return quantile(ALMOST_ALL);
    }

    double longestSeconds() {
        return quantile(1);
    }

    private double quantile(double share) {
        if (sortedNanos.isEmpty()) {
            return 0;
        }
        int index = (int) Math.ceil(share * sortedNanos.size()) - 1;
        return sortedNanos.get(Math.max(0, index)) / NANOS_PER_SECOND;
    }
}
