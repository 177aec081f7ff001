package dev.stanchion.client;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a subscription that have arrived and are not done, by sequence. Sequences are
 * unsigned. Not safe for use by many threads.
 *
 * <p>Messages arrive in order, and are done nearly so. So this is a window over sorted arrays: a
 * message that arrives is appended, one that is done is marked, and the window begins at the first
 * one that is not. A message that comes again out of order is inserted at its place. Before the
 * arrays grow, the marked ones are taken out, so they have room for twice the open messages at
 * most.
 */
final class OpenMessages {
    private static final int LEAST_CAPACITY = 16;

    private long[] sequences = new long[LEAST_CAPACITY];
    private long[] arrivals = new long[LEAST_CAPACITY];

    /** Null where the message is done. */
    private @Nullable Instant[] timestamps = new @Nullable Instant[LEAST_CAPACITY];

    /** The first open message, and behind the last one; equal if there is none. */
    private int begin;

    private int end;
    private int count;

    boolean isEmpty() {
        return begin == end;
    }

    long firstSequence() {
        return sequences[begin];
    }

    Instant firstTimestamp() {
        return requireOpen(begin);
    }

    /** Returns when the first one arrived, as it was given to {@link #add}. */
    long firstArrivalNanos() {
        return arrivals[begin];
    }

    boolean contains(long sequence) {
        int index = indexOf(sequence);
        return index >= 0 && timestamps[index] != null;
    }

    /** Adds a message, unless it is there. */
    void add(long sequence, Instant timestamp, long arrivalNanos) {
        int index = indexOf(sequence);
        if (index < 0) {
            index = insert(-index - 1, sequence);
        } else if (timestamps[index] != null) {
            return;
        }
        timestamps[index] = timestamp;
        arrivals[index] = arrivalNanos;
        count++;
    }

    /** Removes a message, if it is there. */
    void remove(long sequence) {
        int index = indexOf(sequence);
        if (index >= 0 && timestamps[index] != null) {
            timestamps[index] = null;
            count--;
            beginAtTheFirst();
        }
    }

    /** Removes all messages with a lower sequence. */
    void removeBefore(long sequence) {
        while (begin < end && Long.compareUnsigned(sequences[begin], sequence) < 0) {
            timestamps[begin] = null;
            count--;
            begin++;
            beginAtTheFirst();
        }
    }

    /** Returns for how many messages there is room. */
    int capacity() {
        return sequences.length;
    }

    void clear() {
        Arrays.fill(timestamps, begin, end, null);
        begin = 0;
        end = 0;
        count = 0;
    }

    /**
     * Returns where a sequence is, or, if it is nowhere, the place where it belongs, negated less
     * one.
     */
    private int indexOf(long sequence) {
        if (begin == end || Long.compareUnsigned(sequence, sequences[end - 1]) > 0) {
            return -end - 1;
        }
        long distance = sequence - sequences[begin];
        if (distance >= 0
                && distance < end - begin
                && sequences[begin + (int) distance] == sequence) {
            return begin + (int) distance; // none is missing in between
        }
        return search(sequence);
    }

    private int search(long sequence) {
        int low = begin;
        int high = end - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Long.compareUnsigned(sequences[middle], sequence);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Makes a place for a sequence, and returns it. The message there is not open yet. */
    private int insert(int place, long sequence) {
        int index = place;
        if (end == sequences.length) {
            makeRoom();
            index = -indexOf(sequence) - 1;
        }
        System.arraycopy(sequences, index, sequences, index + 1, end - index);
        System.arraycopy(arrivals, index, arrivals, index + 1, end - index);
        System.arraycopy(timestamps, index, timestamps, index + 1, end - index);
        sequences[index] = sequence;
        timestamps[index] = null;
        end++;
        return index;
    }

    /**
     * Moves the open messages to the front, of larger arrays if more than half of these is open.
     */
    private void makeRoom() {
        int capacity = count > sequences.length / 2 ? 2 * sequences.length : sequences.length;
        long[] openSequences = new long[capacity];
        long[] openArrivals = new long[capacity];
        @Nullable Instant[] openTimestamps = new @Nullable Instant[capacity];
        int open = 0;
        for (int i = begin; i < end; i++) {
            if (timestamps[i] != null) {
                openSequences[open] = sequences[i];
                openArrivals[open] = arrivals[i];
                openTimestamps[open] = timestamps[i];
                open++;
            }
        }
        sequences = openSequences;
        arrivals = openArrivals;
        timestamps = openTimestamps;
        begin = 0;
        end = open;
    }

    private void beginAtTheFirst() {
        while (begin < end && timestamps[begin] == null) {
            begin++;
        }
        if (begin == end) {
            begin = 0;
            end = 0;
        }
    }

    private Instant requireOpen(int index) {
        Instant timestamp = timestamps[index];
        if (timestamp == null) {
            throw new IllegalStateException("no message is open");
        }
        return timestamp;
    }
}
