package dev.stanchion.store.remote;

import java.util.Arrays;

/**
 * The size and time of each message of a {@link Block}, by its place in the block. They take 12
 * KiB, and a busy channel begins a block each few milliseconds, so a {@link Ledger} uses them again
 * for the next one. Owned by the channel's shard.
 */
final class BlockDetails {
    /** The size where there is no message. */
    static final int NONE = -1;

    final long[] timestamps = new long[Block.SPAN];
    final int[] sizes = new int[Block.SPAN];

    BlockDetails() {
        clear();
    }

    /** Forgets all messages. */
    BlockDetails clear() {
        Arrays.fill(sizes, NONE);
        return this;
    }

    void put(int place, long timestamp, int size) {
        timestamps[place] = timestamp;
        sizes[place] = size;
    }

    boolean has(int place) {
        return sizes[place] != NONE;
    }
}
