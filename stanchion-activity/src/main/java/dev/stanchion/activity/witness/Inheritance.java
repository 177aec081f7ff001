package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.KnownGuids;
import java.util.Map;

/**
 * What a new active knows of the one before. Immutable; nobody changes the array.
 *
 * @param floors the highest settled sequence of each channel that is known
 * @param early fingerprints of messages that the last active has acknowledged and this process has
 *     not received yet
 * @param settled fingerprints of all messages that the last active has acknowledged lately; another
 *     follower may not know of it and offer one again
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
record Inheritance(Map<String, Long> floors, long[] early, KnownGuids settled) {
    /** Returns the sequence up to which no message of a ring is stored. */
    long floorOf(String channel) {
        return floors.getOrDefault(channel, 0L);
    }
}
