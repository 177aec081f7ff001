package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.Arrays;

/**
 * Remembers roughly when a channel reached which sequence, so that the age of the messages that a
 * subscriber has yet to take can be told without reading one.
 *
 * <p>At most one milestone a second is set. When there are {@value #CAPACITY}, every other one is
 * removed, and from then on they are set half as often. So a kilobyte covers any history. An
 * estimate is off by at most the distance of two milestones; it assumes that messages came evenly
 * between them.
 */
@ShardOwned
final class Milestones {
    private static final int CAPACITY = 64;
    private static final int INITIAL_CAPACITY = 4;
    private static final long FIRST_SPACING_NANOS = 1_000_000_000L;

    private long[] sequences = new long[INITIAL_CAPACITY];
    private long[] times = new long[INITIAL_CAPACITY];
    private int size;
    private long spacingNanos = FIRST_SPACING_NANOS;

    /** The channel has come to a sequence; a later call has a later sequence and time. */
    void reached(long sequence, long epochNanos) {
        if (size > 0 && epochNanos - times[size - 1] < spacingNanos) {
            return;
        }
        if (size == CAPACITY) {
            thinOut();
        } else if (size == sequences.length) {
            sequences = Arrays.copyOf(sequences, size * 2);
            times = Arrays.copyOf(times, size * 2);
        }
        sequences[size] = sequence;
        times[size] = epochNanos;
        size++;
    }

    /** Moves up all milestones behind a sequence. */
    void inserted(long after, int count) {
        for (int i = size - 1; i >= 0 && sequences[i] > after; i--) {
            sequences[i] += count;
        }
    }

    /** Moves down all milestones from a sequence on, which is not used. */
    void removed(long sequence) {
        for (int i = size - 1; i >= 0 && sequences[i] >= sequence; i--) {
            sequences[i]--;
        }
    }

    private void thinOut() {
        size = CAPACITY / 2;
        for (int i = 0; i < size; i++) {
            sequences[i] = sequences[2 * i];
            times[i] = times[2 * i];
        }
        spacingNanos *= 2;
    }

    /**
     * Estimates when a message was stored.
     *
     * @param first the first kept message, with its time: the best information about messages
     *     before the first milestone
     * @param last the same for messages after the last milestone
     */
    long storedAt(long sequence, Mark first, Mark last) {
        Mark before = first;
        for (int i = 0; i < size; i++) {
            Mark milestone = new Mark(sequences[i], times[i]);
            if (milestone.sequence >= sequence) {
                return before.timeAt(sequence, milestone);
            }
            before = milestone.sequence > first.sequence ? milestone : first;
        }
        return before.timeAt(sequence, last);
    }

    /** A sequence and when it was stored. */
    record Mark(long sequence, long epochNanos) {
        private long timeAt(long wanted, Mark next) {
            if (wanted <= sequence || next.sequence <= sequence) {
                return epochNanos;
            }
            if (wanted >= next.sequence) {
                return next.epochNanos;
            }
            double share = (double) (wanted - sequence) / (next.sequence - sequence);
            return epochNanos + (long) (share * (next.epochNanos - epochNanos));
        }
    }
}
