package dev.stanchion.activity.witness;

import java.util.Arrays;

/** Hashes that gather until they are sent. Owned by one shard. No allocation once it has grown. */
final class HashList {
    private long[] hashes = {};
    private int size;

    void add(long hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(16, 2 * size));
        }
        hashes[size++] = hash;
    }

    int size() {
        return size;
    }

    /** Returns the hashes and forgets them. */
    long[] take() {
        long[] taken = Arrays.copyOf(hashes, size);
        size = 0;
        return taken;
    }
}
