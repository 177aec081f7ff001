package dev.stanchion.store.file.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where some of a segment's messages are, in order: the first, and then one in about every {@link
 * #INTERVAL_BYTES}. One writer; any thread may look something up meanwhile.
 *
 * <p>A reader takes the count before the entries: entries are written before they are counted, and
 * a longer array holds all that the shorter one did.
 */
public final class SparseIndex {
    static final int INTERVAL_BYTES = 32 * 1024;
    static final int ENTRY_BYTES = 4 * Long.BYTES;

    private static final int FIELDS = 4;
    private static final int TIMESTAMP = 1;
    private static final int OFFSET = 2;
    private static final int ORDINAL = 3;
    private static final int INITIAL_ENTRIES = 4;

    private volatile long[] entries = new long[INITIAL_ENTRIES * FIELDS];
    private volatile int count;

    /**
     * A message that is in the index.
     *
     * @param ordinal how many messages of the segment are before it
     */
    record Entry(long sequence, long timestampEpochNanos, long offset, long ordinal) {}

    int count() {
        return count;
    }

    /** Adds a message if the last one in the index is far enough before it. */
    void note(long sequence, long timestampEpochNanos, long offset, long ordinal) {
        int size = count;
        if (size > 0 && offset - entries[(size - 1) * FIELDS + OFFSET] < INTERVAL_BYTES) {
            return;
        }
        if ((size + 1) * FIELDS > entries.length) {
            entries = Arrays.copyOf(entries, 2 * entries.length);
        }
        long[] target = entries;
        int at = size * FIELDS;
        target[at] = sequence;
        target[at + TIMESTAMP] = timestampEpochNanos;
        target[at + OFFSET] = offset;
        target[at + ORDINAL] = ordinal;
        count = size + 1;
    }

    /** Forgets all that begins at an offset or behind it. */
    void cutAt(long offset) {
        int size = count;
        while (size > 0 && entries[(size - 1) * FIELDS + OFFSET] >= offset) {
            size--;
        }
        count = size;
    }

    /** Returns the last entry that is not behind a sequence, else the first; it has one. */
    Entry floor(long sequence) {
        int size = count;
        return entry(Math.max(0, firstAbove(size, 0, sequence) - 1));
    }

    /** Returns the last entry that is before a time, else the first; it has one. */
    Entry before(long epochNanos) {
        int size = count;
        return entry(Math.max(0, firstAbove(size, TIMESTAMP, epochNanos - 1) - 1));
    }

    private int firstAbove(int size, int field, long value) {
        long[] source = entries;
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (source[middle * FIELDS + field] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Entry entry(int number) {
        long[] source = entries;
        int at = number * FIELDS;
        return new Entry(
                source[at], source[at + TIMESTAMP], source[at + OFFSET], source[at + ORDINAL]);
    }

    void writeTo(ByteBuffer target) {
        long[] source = entries;
        int fields = count * FIELDS;
        for (int i = 0; i < fields; i++) {
            target.putLong(source[i]);
        }
    }

    static SparseIndex read(ByteBuffer source, int entryCount) {
        SparseIndex index = new SparseIndex();
        long[] read = new long[entryCount * FIELDS];
        for (int i = 0; i < read.length; i++) {
            read[i] = source.getLong();
        }
        index.entries = read;
        index.count = entryCount;
        return index;
    }
}
