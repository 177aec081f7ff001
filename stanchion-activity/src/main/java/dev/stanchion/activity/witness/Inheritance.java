package dev.stanchion.activity.witness;

import java.util.Map;

/**
 * What a new active knows of the one before. Immutable; nobody changes the array.
 *
 * @param floors the highest settled sequence of each channel that is known
 * @param settled fingerprints of messages that the last active has acknowledged and this process
 *     has not received yet
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares it
record Inheritance(Map<String, Long> floors, long[] settled) {
    /** Returns the sequence up to which no message of a ring is stored. */
    long floorOf(String channel) {
        return floors.getOrDefault(channel, 0L);
    }
}
