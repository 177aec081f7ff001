package dev.stanchion.load.figures;

import org.HdrHistogram.Histogram;

/**
 * Records each latency twice: from the time when the operation was due, and from the time when it
 * began.
 *
 * <p>A closed loop measures only the second one, which hides stalls of the server. While the server
 * stalls, the driver sends nothing. So one long wait stands for all the messages that would have
 * waited with it ("coordinated omission"). With a schedule, the first latency is right: messages
 * that the driver could not send in time count with their whole delay.
 *
 * <p>Confined to one thread. {@link #add} merges the latencies of several threads after they have
 * ended.
 */
public final class Latencies {
    /** One minute. A longer latency counts as one minute. */
    private static final long HIGHEST_NANOS = 60_000_000_000L;

    private static final int DIGITS = 3;

    private final Histogram sinceDue = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram sinceBegun = new Histogram(HIGHEST_NANOS, DIGITS);

    /** Records one operation. All three times come from one clock, in nanoseconds. */
    public void record(long due, long begun, long ended) {
        sinceDue.recordValue(inRange(ended - due));
        sinceBegun.recordValue(inRange(ended - begun));
    }

    private static long inRange(long nanos) {
        return Math.clamp(nanos, 0, HIGHEST_NANOS);
    }

    /** Adds the latencies that another object has recorded. */
    public void add(Latencies other) {
        sinceDue.add(other.sinceDue);
        sinceBegun.add(other.sinceBegun);
    }

    public void clear() {
        sinceDue.reset();
        sinceBegun.reset();
    }

    public boolean isEmpty() {
        return sinceDue.getTotalCount() == 0;
    }

    /** Summarises the latencies, corrected for coordinated omission. */
    public Percentiles corrected() {
        return Percentiles.of(sinceDue);
    }

    /** Summarises the latencies without the correction, for comparison only. */
    public Percentiles uncorrected() {
        return Percentiles.of(sinceBegun);
    }
}
