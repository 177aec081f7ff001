package dev.stanchion.engine.key;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.Arrays;

/** Sequences, first in, first out. It allocates only when it has more than ever before. */
@ShardOwned
public final class SequenceQueue {
    private long[] sequences = new long[16];
    private int first;
    private int size;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Adds a sequence at the end. */
    public void add(long sequence) {
        if (size == sequences.length) {
            long[] larger = new long[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = at(i);
            }
            sequences = larger;
            first = 0;
        }
        sequences[(first + size++) & (sequences.length - 1)] = sequence;
    }

    /** Returns the first sequence; there is one. */
    public long peek() {
        return sequences[first];
    }

    /** Removes the first sequence. */
    public void remove() {
        first = (first + 1) & (sequences.length - 1);
        size--;
    }

    /** Removes a sequence wherever it is; false if it is not there. Visits all. */
    public boolean remove(long sequence) {
        for (int i = 0; i < size; i++) {
            if (at(i) == sequence) {
                for (int later = i + 1; later < size; later++) {
                    sequences[(first + later - 1) & (sequences.length - 1)] = at(later);
                }
                size--;
                return true;
            }
        }
        return false;
    }

    /** Returns all sequences in ascending order. */
    public long[] ascending() {
        long[] all = new long[size];
        for (int i = 0; i < size; i++) {
            all[i] = at(i);
        }
        Arrays.sort(all);
        return all;
    }

    private long at(int i) {
        return sequences[(first + i) & (sequences.length - 1)];
    }
}
