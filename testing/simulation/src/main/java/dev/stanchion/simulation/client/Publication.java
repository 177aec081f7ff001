package dev.stanchion.simulation.client;

/**
 * A message that a client publishes. Its data begins with the guid, so that the stored message says
 * which publication it came from.
 *
 * @param guid unique in the simulation
 * @param replyTo subject to which its PubAck goes
 * @param reply as subscribers should see it
 * @param valid whether the server may accept it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Publication(
        SimulatedClient client,
        String guid,
        String channel,
        String replyTo,
        String reply,
        byte[] data,
        boolean valid) {}
