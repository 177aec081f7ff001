package dev.stanchion.engine.admin;

import java.util.List;

/**
 * The unacknowledged messages of a position.
 *
 * @param total how many there are
 * @param oldest those with the lowest sequences, in ascending order
 */
public record PendingMessages(long total, List<Message> oldest) {
    public PendingMessages {
        oldest = List.copyOf(oldest);
    }

    /**
     * An unacknowledged message.
     *
     * @param resends how often it was sent again since the server started
     * @param clientId the client that has it; empty for a group without members
     * @param subscriptionId of that client
     * @param dueInNanos when it is due to be sent again; negative if that was to be before
     */
    public record Message(
            long sequence, int resends, String clientId, long subscriptionId, long dueInNanos) {}
}
