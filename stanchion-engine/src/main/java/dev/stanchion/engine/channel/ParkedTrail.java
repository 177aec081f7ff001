package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many parked messages were open when somebody looked, in the last ten minutes. */
@ShardOwned
public final class ParkedTrail {
    /** How far it looks back. */
    public static final Duration SPAN = Duration.ofMinutes(10);

    private static final long SPAN_NANOS = SPAN.toNanos();
    private static final long LEAST_APART_NANOS = Duration.ofMinutes(1).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, int open) {}

    /** There was nothing before. */
    void isNew(long nowNanos) {
        samples.add(new Sample(nowNanos, 0));
    }

    /**
     * Somebody looks.
     *
     * @return how many more messages are open than ten minutes ago, or when it was looked first;
     *     never negative
     */
    public int growth(long nowNanos, int open) {
        while (samples.size() > 1 && nowNanos - samples.getFirst().nanos() > SPAN_NANOS) {
            samples.removeFirst();
        }
        if (samples.isEmpty() || nowNanos - samples.getLast().nanos() >= LEAST_APART_NANOS) {
            samples.add(new Sample(nowNanos, open));
        }
        return Math.max(0, open - samples.getFirst().open());
    }
}
