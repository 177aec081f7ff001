package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.Arrays;

/**
 * The unacknowledged messages of a subscription: sequences, each with the time at which it is due
 * to be sent again, in the order in which they are due.
 *
 * <p>A slab of primitives, so that a message in flight costs 44 bytes and no object. Each slot has
 * a sequence, a deadline and links to the slots due before and after it. An open-addressing index
 * finds the slot of a sequence. Deadlines nearly always come in ascending order, so a new one finds
 * its place next to one of the ends; equal ones are in the order of their sequences.
 */
@ShardOwned
final class AckWindow {
    /** The result of looking for a sequence that is not there; no time a clock would give. */
    static final long NO_DEADLINE = Long.MIN_VALUE;

    private static final int NONE = -1;
    private static final int INITIAL_CAPACITY = 16;

    private long[] sequences = new long[INITIAL_CAPACITY];
    private long[] deadlines = new long[INITIAL_CAPACITY];
    private int[] earlier = new int[INITIAL_CAPACITY];
    private int[] later = new int[INITIAL_CAPACITY];
    private int[] index = emptyIndex(INITIAL_CAPACITY);

    /**
     * Slots never used begin here; freed ones are linked through {@code later} from {@code free}.
     */
    private int unused;

    private int free = NONE;
    private int first = NONE;
    private int last = NONE;
    private int size;

    int size() {
        return size;
    }

    boolean contains(long sequence) {
        return index[indexOf(sequence)] != NONE;
    }

    /** Returns when the sequence is due, {@link #NO_DEADLINE} if it is not here. */
    long deadlineNanos(long sequence) {
        int slot = index[indexOf(sequence)];
        return slot == NONE ? NO_DEADLINE : deadlines[slot];
    }

    /** Returns the lowest sequence; {@link Long#MAX_VALUE} if there is none. Visits all. */
    long lowest() {
        long lowest = Long.MAX_VALUE;
        for (int slot = first; slot != NONE; slot = later[slot]) {
            lowest = Math.min(lowest, sequences[slot]);
        }
        return lowest;
    }

    /** Returns the first deadline; {@link Long#MAX_VALUE} if there is none. */
    long firstDeadlineNanos() {
        return first == NONE ? Long.MAX_VALUE : deadlines[first];
    }

    /** Adds a sequence, or changes when it is due. */
    void put(long sequence, long deadlineNanos) {
        int at = indexOf(sequence);
        int slot = index[at];
        if (slot == NONE) {
            slot = newSlot();
            sequences[slot] = sequence;
            index[indexOf(sequence)] = slot; // newSlot may have moved it
            size++;
        } else {
            unlink(slot);
        }
        deadlines[slot] = deadlineNanos;
        link(slot);
    }

    /** Moves later deadlines to this time. */
    void dueAt(long deadlineNanos) {
        long[] all = ascending();
        // from the last on, so that each finds its place right before the one that went before it
        for (int i = all.length - 1; i >= 0; i--) {
            if (deadlineNanos(all[i]) > deadlineNanos) {
                put(all[i], deadlineNanos);
            }
        }
    }

    /** Forgets a sequence; false if it was not here. */
    boolean remove(long sequence) {
        int at = indexOf(sequence);
        int slot = index[at];
        if (slot == NONE) {
            return false;
        }
        unlink(slot);
        closeGap(at);
        later[slot] = free;
        free = slot;
        size--;
        return true;
    }

    /** Returns the sequences due at or before the time, in the order in which they are due. */
    long[] dueBy(long deadlineNanos) {
        long[] due = new long[size];
        int count = 0;
        for (int slot = first; slot != NONE && deadlines[slot] <= deadlineNanos; ) {
            due[count++] = sequences[slot];
            slot = later[slot];
        }
        return Arrays.copyOf(due, count);
    }

    /** Sees the pending messages. */
    interface Visitor {
        void visit(long sequence, long deadlineNanos);
    }

    /** Shows all pending messages, the first due first. */
    void each(Visitor visitor) {
        for (int slot = first; slot != NONE; slot = later[slot]) {
            visitor.visit(sequences[slot], deadlines[slot]);
        }
    }

    /** Returns all sequences in ascending order. */
    long[] ascending() {
        long[] all = dueBy(Long.MAX_VALUE);
        Arrays.sort(all);
        return all;
    }

    private void link(int slot) {
        int before = last;
        if (first != NONE && isNearerToFirst(deadlines[slot])) {
            before = NONE;
            for (int next = first; next != NONE && comesBefore(next, slot); next = later[next]) {
                before = next;
            }
        } else {
            while (before != NONE && comesBefore(slot, before)) {
                before = earlier[before];
            }
        }
        int after = before == NONE ? first : later[before];
        earlier[slot] = before;
        later[slot] = after;
        join(before, slot);
        join(slot, after);
    }

    private boolean isNearerToFirst(long deadlineNanos) {
        return deadlineNanos - deadlines[first] < deadlines[last] - deadlineNanos;
    }

    private boolean comesBefore(int one, int other) {
        return deadlines[one] == deadlines[other]
                ? sequences[one] < sequences[other]
                : deadlines[one] < deadlines[other];
    }

    private void unlink(int slot) {
        join(earlier[slot], later[slot]);
    }

    private void join(int before, int after) {
        if (before == NONE) {
            first = after;
        } else {
            later[before] = after;
        }
        if (after == NONE) {
            last = before;
        } else {
            earlier[after] = before;
        }
    }

    private int newSlot() {
        if (free != NONE) {
            int slot = free;
            free = later[slot];
            return slot;
        }
        if (unused == sequences.length) {
            grow();
        }
        return unused++;
    }

    private void grow() {
        int capacity = sequences.length * 2;
        sequences = Arrays.copyOf(sequences, capacity);
        deadlines = Arrays.copyOf(deadlines, capacity);
        earlier = Arrays.copyOf(earlier, capacity);
        later = Arrays.copyOf(later, capacity);
        index = emptyIndex(capacity);
        for (int slot = first; slot != NONE; slot = later[slot]) {
            index[indexOf(sequences[slot])] = slot;
        }
    }

    /** Returns the place in the index where the sequence is, or would be. */
    private int indexOf(long sequence) {
        int mask = index.length - 1;
        int at = home(sequence);
        while (index[at] != NONE && sequences[index[at]] != sequence) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int home(long sequence) {
        return Long.hashCode(sequence * 0x9E3779B97F4A7C15L) & (index.length - 1);
    }

    /** Moves back the displaced entries over a place in the index that has become free. */
    private void closeGap(int gap) {
        int mask = index.length - 1;
        int hole = gap;
        for (int i = (gap + 1) & mask; index[i] != NONE; i = (i + 1) & mask) {
            if (((i - home(sequences[index[i]])) & mask) >= ((i - hole) & mask)) {
                index[hole] = index[i];
                hole = i;
            }
        }
        index[hole] = NONE;
    }

    /** Twice as large as the slab: at most half full. */
    private static int[] emptyIndex(int capacity) {
        int[] index = new int[capacity * 2];
        Arrays.fill(index, NONE);
        return index;
    }
}
