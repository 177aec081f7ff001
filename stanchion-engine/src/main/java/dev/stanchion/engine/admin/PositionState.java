package dev.stanchion.engine.admin;

import java.util.List;
import java.util.Optional;

/**
 * A position, and who uses it.
 *
 * @param durable whether it outlives its clients
 * @param nextSequence the first message that was not sent; 0 if the store still looks for it
 * @param unsent kept messages from there on
 * @param pending sent and not acknowledged
 * @param oldestStoredEpochNanos about when the oldest of both was stored and its delay was over; 0
 *     if there is none
 * @param pause why nothing is sent; empty if it is not paused
 * @param members its subscriptions; those of a position without clients are offline
 */
public record PositionState(
        PositionKey key,
        boolean durable,
        long nextSequence,
        long unsent,
        long pending,
        long oldestStoredEpochNanos,
        Optional<PauseState> pause,
        List<Member> members) {
    public PositionState {
        members = List.copyOf(members);
    }

    /**
     * A subscription that uses the position.
     *
     * @param clientId of the last client, if it is offline
     * @param isAbsent whether nobody listens on its inbox
     * @param isFailing whether its client has not answered the last heartbeat
     * @param oldestPending the lowest unacknowledged sequence; 0 if there is none
     * @param address the connection of its client, as people would name it; empty if there is none
     * @param acknowledgements how many came from it in this run of the server
     * @param sentAgain how often it was sent a message again in this run
     */
    public record Member(
            long subscriptionId,
            String clientId,
            String inbox,
            int maxInFlight,
            int ackWaitSeconds,
            int pending,
            long oldestPending,
            boolean isOffline,
            boolean isStalled,
            boolean isAbsent,
            boolean isFailing,
            String address,
            long acknowledgements,
            long sentAgain) {}
}
