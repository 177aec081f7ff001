package dev.stanchion.crash;

import dev.stanchion.kit.shard.Chance;
import java.util.List;

/**
 * How a store is set up for one run of its process: everything small, so that all that happens
 * after gigabytes happens soon. Immutable.
 *
 * @param sync when what is written is forced to the disk
 * @param segmentBytes after how much a channel begins a new file
 * @param segmentMessages after how many messages it does; 0: does not matter
 * @param commitFileBytes after how much the commit log begins a new file
 * @param readBufferBytes how much is read at once
 * @param openFiles how many files may be open for reading
 * @param reserveBytes how much must be free for messages to be taken
 * @param deliveryLogBytes how much of what was delivered last fits into each of a shard's two files
 */
public record Tuning(
        Sync sync,
        int segmentBytes,
        int segmentMessages,
        int commitFileBytes,
        int readBufferBytes,
        int openFiles,
        int readers,
        int reserveBytes,
        int deliveryLogBytes) {
    /** Less than this may be full before the catalog could be written. */
    private static final int ROOMY_DELIVERY_LOG_BYTES = 20_000;

    /** When what is written is forced to the disk. */
    public enum Sync {
        ALWAYS,
        INTERVAL,
        NEVER
    }

    static Tuning draw(Chance chance, Sync sync, int readers) {
        return new Tuning(
                sync,
                chance.pick(List.of(2_000, 8_000, 64_000)),
                chance.percent(30) ? chance.between(2, 30) : 0,
                chance.pick(List.of(4_000, 16_000, 64_000)),
                chance.pick(List.of(0, 1_000, 100_000)),
                chance.pick(List.of(8, 100)),
                readers,
                chance.pick(List.of(0, 5_000)),
                chance.pick(List.of(1_500, ROOMY_DELIVERY_LOG_BYTES, 100_000)));
    }

    /** Tells whether a store may lack deliveries after a kill because it had no room for them. */
    boolean isCrampedForDeliveries() {
        return deliveryLogBytes < ROOMY_DELIVERY_LOG_BYTES;
    }
}
