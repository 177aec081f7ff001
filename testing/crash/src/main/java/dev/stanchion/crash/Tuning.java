package dev.stanchion.crash;

import dev.stanchion.kit.shard.Chance;
import java.util.List;

/**
 * The settings of a store for one run of its process. All sizes are small, so that everything that
 * happens after gigabytes happens soon. Immutable.
 *
 * @param sync when written data is forced to the disk
 * @param segmentBytes the size at which a channel begins a new file
 * @param segmentMessages the number of messages at which it does; 0 means no limit
 * @param commitFileBytes the size at which the commit log begins a new file
 * @param readBufferBytes how much is read at once
 * @param openFiles how many files may be open for reading
 * @param reserveBytes how much space must be free for new messages
 * @param deliveryLogBytes the size of each of a shard's two files for deliveries
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

    /** When written data is forced to the disk. */
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

    /**
     * Returns whether a store may lack deliveries after a kill, because it had no space for them.
     */
    boolean isCrampedForDeliveries() {
        return deliveryLogBytes < ROOMY_DELIVERY_LOG_BYTES;
    }
}
