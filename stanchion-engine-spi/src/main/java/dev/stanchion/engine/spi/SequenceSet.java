package dev.stanchion.engine.spi;

import java.util.Arrays;

/**
 * A set of sequences of at least 1, such as those that a subscription has not acknowledged. It has
 * no object for any of them: open addressing with linear probing, half full at the most. Not
 * thread-safe.
 */
public final class SequenceSet {
    private static final int INITIAL_CAPACITY = 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** 0 is no sequence and marks a free slot. */
    private long[] slots = new long[INITIAL_CAPACITY];

    private int size;

    /** Returns how many sequences there are. */
    public int size() {
        return size;
    }

    /** Adds a sequence. Returns whether it is new. */
    public boolean add(long sequence) {
        int at = find(sequence);
        if (slots[at] == sequence) {
            return false;
        }
        slots[at] = sequence;
        size++;
        if (2 * size > slots.length) {
            resize(2 * slots.length);
        }
        return true;
    }

    /** Removes a sequence. Returns whether it was there. */
    public boolean remove(long sequence) {
        int at = find(sequence);
        if (slots[at] != sequence) {
            return false;
        }
        size--;
        closeGap(at);
        if (slots.length > INITIAL_CAPACITY && 16 * size < slots.length) {
            resize(slots.length / 4);
        }
        return true;
    }

    /**
     * Moves the following sequences up, so that they are still found and no tombstone is needed.
     */
    private void closeGap(int gap) {
        int mask = slots.length - 1;
        int free = gap;
        int at = (free + 1) & mask;
        while (slots[at] != 0) {
            int home = home(slots[at]);
            if (((at - home) & mask) >= ((at - free) & mask)) {
                slots[free] = slots[at];
                free = at;
            }
            at = (at + 1) & mask;
        }
        slots[free] = 0;
    }

    private int find(long sequence) {
        int mask = slots.length - 1;
        int at = home(sequence);
        while (slots[at] != 0 && slots[at] != sequence) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int home(long sequence) {
        return (int) ((sequence * SPREAD) >>> 33) & (slots.length - 1);
    }

    private void resize(int capacity) {
        long[] old = slots;
        slots = new long[capacity];
        for (long sequence : old) {
            if (sequence != 0) {
                slots[find(sequence)] = sequence;
            }
        }
    }

    /** Returns all sequences in ascending order. */
    public long[] sorted() {
        long[] all = new long[size];
        int count = 0;
        for (long sequence : slots) {
            if (sequence != 0) {
                all[count++] = sequence;
            }
        }
        Arrays.sort(all);
        return all;
    }
}
