package dev.stanchion.load.figures;

import org.HdrHistogram.Histogram;

/**
 * How long things took, twice: from when each was due, and from when it was in fact begun.
 *
 * <p>The second is what a closed loop measures, and it flatters a server that stalls: while the
 * server stands still the driver sends nothing, so one long wait stands for all the messages that
 * would have waited with it ("coordinated omission"). With a schedule the first one is right: the
 * messages that could not even be sent count with their whole delay.
 *
 * <p>Confined to one thread; {@link #add} gathers those of several once they have ended.
 */
public final class Latencies {
    /** A minute; what takes longer counts as a minute. */
    private static final long HIGHEST_NANOS = 60_000_000_000L;

    private static final int DIGITS = 3;

    private final Histogram sinceDue = new Histogram(HIGHEST_NANOS, DIGITS);
    private final Histogram sinceBegun = new Histogram(HIGHEST_NANOS, DIGITS);

    /** Records one; all three are readings of one clock, in nanoseconds. */
    public void record(long due, long begun, long ended) {
        sinceDue.recordValue(inRange(ended - due));
        sinceBegun.recordValue(inRange(ended - begun));
    }

    private static long inRange(long nanos) {
        return Math.clamp(nanos, 0, HIGHEST_NANOS);
    }

    /** Takes over what another has recorded. */
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

    /** Summarises what was recorded, corrected for coordinated omission. */
    public Percentiles corrected() {
        return Percentiles.of(sinceDue);
    }

    /** As {@link #corrected}, without the correction; for comparison only. */
    public Percentiles uncorrected() {
        return Percentiles.of(sinceBegun);
    }
}
