package dev.stanchion.engine.spi;

import java.util.Arrays;

/** A set of 64-bit hashes that only grows: open addressing, 16 bytes each at the most. */
final class HashSet64 {
    private static final int INITIAL_CAPACITY = 64;

    /** Marks a free place. The hash 0 takes the place of {@link #INSTEAD_OF_FREE}. */
    private static final long FREE = 0;

    private static final long INSTEAD_OF_FREE = 1;

    private long[] places = {};
    private int size;

    int size() {
        return size;
    }

    void add(long hash) {
        if (2 * (size + 1) > places.length) {
            grow();
        }
        long stored = hash == FREE ? INSTEAD_OF_FREE : hash;
        int at = placeOf(stored);
        if (places[at] == FREE) {
            places[at] = stored;
            size++;
        }
    }

    boolean contains(long hash) {
        return size > 0 && places[placeOf(hash == FREE ? INSTEAD_OF_FREE : hash)] != FREE;
    }

    /** Returns all hashes, in no order. */
    long[] hashes() {
        return Arrays.stream(places).filter(hash -> hash != FREE).toArray();
    }

    /** Returns the place that has the hash, or the free one where it would be. */
    private int placeOf(long hash) {
        int mask = places.length - 1;
        int at = (int) (hash ^ (hash >>> 32)) & mask;
        while (places[at] != FREE && places[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] before = places;
        places = new long[Math.max(INITIAL_CAPACITY, before.length * 2)];
        for (long hash : before) {
            if (hash != FREE) {
                places[placeOf(hash)] = hash;
            }
        }
    }
}
