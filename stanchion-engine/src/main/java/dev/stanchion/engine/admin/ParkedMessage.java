package dev.stanchion.engine.admin;

import dev.stanchion.protocol.ParkedNote;

/**
 * A parked message that is open: neither redriven nor dropped.
 *
 * @param sequence in the channel of parked messages
 * @param copies how often it is there; more than once if a crash came while it was parked
 */
public record ParkedMessage(
        long sequence, ParkedNote note, String reply, Payload data, int copies) {
    /** Returns whether another one is the same message of the same position. */
    boolean isCopyOf(ParkedMessage other) {
        return note.sequence() == other.note.sequence()
                && note.storedAtEpochNanos() == other.note.storedAtEpochNanos()
                && note.position().equals(other.note.position());
    }

    ParkedMessage withCopy() {
        return new ParkedMessage(sequence, note, reply, data, copies + 1);
    }
}
