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
    ParkedMessage withCopies(int number) {
        return new ParkedMessage(sequence, note, reply, data, number);
    }
}
