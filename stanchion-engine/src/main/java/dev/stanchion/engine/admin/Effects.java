package dev.stanchion.engine.admin;

import java.util.List;

/**
 * What an operation changes, in numbers.
 *
 * @param redelivered messages that were sent before and are sent again
 * @param skipped messages that were not sent yet and will not be
 * @param forgottenInFlight unacknowledged messages that count as settled
 * @param messagesRemoved messages that leave the channel
 * @param bytesRemoved about their size, encoded
 * @param positionsRemoved positions that end
 * @param clientsAffected the IDs of the clients that notice, in ascending order
 */
public record Effects(
        long redelivered,
        long skipped,
        long forgottenInFlight,
        long messagesRemoved,
        long bytesRemoved,
        long positionsRemoved,
        List<String> clientsAffected) {
    /** No effect at all. */
    public static final Effects NONE = new Effects(0, 0, 0, 0, 0, 0, List.of());

    public Effects {
        clientsAffected = List.copyOf(clientsAffected);
    }

    /** Returns how many messages it concerns. */
    public long messages() {
        return redelivered + skipped + forgottenInFlight + messagesRemoved;
    }
}
