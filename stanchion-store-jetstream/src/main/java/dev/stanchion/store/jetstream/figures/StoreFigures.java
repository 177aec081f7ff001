package dev.stanchion.store.jetstream.figures;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The figures of one process since its start. Writers and followers add on their shards, and a page
 * reads: safe for use by many threads.
 */
public final class StoreFigures {
    /** The first bucket of round trips ends at 2 to this power of nanoseconds: 16 us. */
    public static final int FIRST_BOUND = 14;

    /** The last bucket that ends does so at 2 to this power of nanoseconds: 17 s. */
    public static final int LAST_BOUND = 34;

    private final LongAdder messages = new LongAdder();
    private final LongAdder roundTripNanos = new LongAdder();
    private final List<LongAdder> roundTrips =
            Stream.generate(LongAdder::new).limit(LAST_BOUND - FIRST_BOUND + 2).toList();
    private final Map<Cause, LongAdder> recoveries = new EnumMap<>(Cause.class);
    private final LongAdder foreign = new LongAdder();
    private final LongAdder silentStreams = new LongAdder();
    private final LongAdder silentNanos = new LongAdder();
    private volatile long lag;
    private volatile long readEpochNanos;

    public StoreFigures() {
        Arrays.stream(Cause.values()).forEach(each -> recoveries.put(each, new LongAdder()));
    }

    /** Counts a batch that is in its stream. */
    public void stored(int count, long nanos) {
        messages.add(count);
        roundTripNanos.add(nanos);
        int bound = Long.SIZE - Long.numberOfLeadingZeros(Math.max(nanos, 1) - 1);
        roundTrips
                .get(Math.clamp(bound - (long) FIRST_BOUND, 0, roundTrips.size() - 1))
                .increment();
    }

    public void recovers(Cause cause) {
        LongAdder count = recoveries.get(cause);
        if (count != null) {
            count.increment();
        }
    }

    /** Counts sequences that somebody else has used. */
    public void foreign(int count) {
        foreign.add(count);
    }

    /** A stream has ceased to answer. */
    public void silenceBegins() {
        silentStreams.increment();
    }

    /** A stream answers again, or nobody waits for it any more. */
    public void silenceEnds(long afterNanos) {
        silentStreams.decrement();
        silentNanos.add(afterNanos);
    }

    /**
     * A follower has read the bucket.
     *
     * @param sequences how many sequences of the bucket were new
     */
    public void followed(long sequences, long epochNanos) {
        lag = sequences;
        readEpochNanos = epochNanos;
    }

    /** Returns how many messages are in their streams. */
    public long messages() {
        return messages.sum();
    }

    /** Returns how many batches took how long; each bucket ends at twice the one before. */
    public List<Long> roundTrips() {
        return roundTrips.stream().map(LongAdder::sum).toList();
    }

    /** Returns the sum of all round trips. */
    public long roundTripNanos() {
        return roundTripNanos.sum();
    }

    public long recoveries(Cause cause) {
        LongAdder count = recoveries.get(cause);
        return count == null ? 0 : count.sum();
    }

    /** Returns how many sequences of channels somebody else has used. */
    public long foreign() {
        return foreign.sum();
    }

    /** Returns how many streams do not answer now. */
    public long silentStreams() {
        return silentStreams.sum();
    }

    /** Returns how long streams did not answer, all together. */
    public long silentNanos() {
        return silentNanos.sum();
    }

    /** Returns how many sequences of the bucket were new when it was read last. */
    public long lag() {
        return lag;
    }

    /** Returns when this process has read the bucket last, as a follower; 0 if never. */
    public long readEpochNanos() {
        return readEpochNanos;
    }
}
