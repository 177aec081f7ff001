package dev.stanchion.simulation.bus;

/**
 * A message as a client gets it. The payload is the receiver's own.
 *
 * @param replyTo empty if no answer is expected
 */
@SuppressWarnings("ArrayRecordComponent")
public record Delivery(String subject, String replyTo, byte[] payload) {}
