package dev.stanchion.engine.admin;

/**
 * What a position has done with a message.
 *
 * @param clientId the client that has it; empty unless it is in flight
 * @param resends how often it was sent again since the server started
 */
public record MessageDelivery(PositionKey position, State state, String clientId, int resends) {
    /** How far a message has come. */
    public enum State {
        /** It was not sent yet. */
        UNSENT,
        /** It was sent and not acknowledged. */
        IN_FLIGHT,
        /** It was acknowledged or skipped, or the position began behind it. */
        SETTLED
    }
}
