package dev.stanchion.server.api;

import dev.stanchion.engine.publish.DurationHistogram;
import java.util.ArrayList;
import java.util.List;

/** Reads histograms of durations. */
final class Quantile {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PERCENT = 100;
    private static final int WANTED = 99;

    private Quantile() {}

    /**
     * Returns a duration that 99 percent of those between two moments did not exceed: the bound of
     * a bucket. 0 if there was none.
     */
    static double p99Seconds(DurationHistogram.Counts before, DurationHistogram.Counts now) {
        List<Long> counts = new ArrayList<>();
        long all = 0;
        for (int i = 0; i < now.buckets().size(); i++) {
            long count = Math.max(0, now.buckets().get(i) - before.buckets().get(i));
            counts.add(count);
            all += count;
        }
        long soFar = 0;
        for (int i = 0; i < counts.size(); i++) {
            soFar += counts.get(i);
            if (all > 0 && soFar * PERCENT >= all * WANTED) {
                int power =
                        Math.min(DurationHistogram.FIRST_BOUND + i, DurationHistogram.LAST_BOUND);
                return (1L << power) / NANOS_PER_SECOND;
            }
        }
        return 0;
    }
}
