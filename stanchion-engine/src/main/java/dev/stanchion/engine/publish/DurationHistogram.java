package dev.stanchion.engine.publish;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.ArrayList;
import java.util.List;

/**
 * How often something took how long, in buckets that double: the first ends at 2<sup>14</sup> ns
 * (16 µs), the last but one at 2<sup>34</sup> ns (17 s), the last has no end. Counting is an
 * addition in an array: no allocation, no lock, a few nanoseconds.
 */
@ShardOwned
public final class DurationHistogram {
    /** The first bucket ends at 2 to this power of nanoseconds. */
    public static final int FIRST_BOUND = 14;

    /** The last bucket that ends does so at 2 to this power of nanoseconds. */
    public static final int LAST_BOUND = 34;

    private static final int BUCKETS = LAST_BOUND - FIRST_BOUND + 2;

    private final long[] counts = new long[BUCKETS];
    private long sumNanos;

    /** Counts one duration. A negative one, from a clock that was set back, counts as 0. */
    public void add(long nanos) {
        long took = Math.max(nanos, 0);
        counts[bucketOf(took)]++;
        sumNanos += took;
    }

    /** The first whose bound is not below the duration. */
    private static int bucketOf(long nanos) {
        int bound = Long.SIZE - Long.numberOfLeadingZeros(Math.max(nanos, 1) - 1);
        return Math.clamp(bound - (long) FIRST_BOUND, 0, BUCKETS - 1);
    }

    /** Returns the counts so far. */
    public Counts counts() {
        List<Long> copy = new ArrayList<>(BUCKETS);
        for (long count : counts) {
            copy.add(count);
        }
        return new Counts(copy, sumNanos);
    }

    /**
     * A histogram at one moment. Immutable.
     *
     * @param buckets the count of each bucket alone
     * @param sumNanos the sum of all durations
     */
    public record Counts(List<Long> buckets, long sumNanos) {
        /** The snapshot of an empty histogram. */
        public static final Counts NONE = new DurationHistogram().counts();

        public Counts {
            buckets = List.copyOf(buckets);
        }

        /** Returns the sum of both. */
        public Counts plus(Counts other) {
            List<Long> sums = new ArrayList<>(BUCKETS);
            for (int i = 0; i < BUCKETS; i++) {
                sums.add(buckets.get(i) + other.buckets.get(i));
            }
            return new Counts(sums, sumNanos + other.sumNanos);
        }
    }
}
