package dev.stanchion.engine;

import java.util.List;

/** The answers of an {@link Inspector}: copies of the state of a shard at one moment. */
public final class EngineSnapshot {
    private EngineSnapshot() {}

    /**
     * A registered client.
     *
     * @param address the connection that registered it, as people would name it; empty if it was
     *     recovered
     * @param recentConnects how often its ID has connected in the last five minutes
     * @param isOffline whether it has no connection: it has died, or is on its way back, and keeps
     *     its ID and its subscriptions until it fails too many heartbeats. The inspector shows such
     *     a client if it has a durable
     * @param silentNanos how long ago it has answered a heartbeat, or was registered
     * @param refused how many connections have wanted its ID in the last ten minutes and were
     *     refused
     * @param refusedFrom the last one of them, as people would name it; empty if there is none
     */
    public record Client(
            String clientId,
            String heartbeatInbox,
            String connectionId,
            int protocol,
            long sinceEpochNanos,
            String address,
            int recentConnects,
            boolean isOffline,
            long silentNanos,
            int refused,
            String refusedFrom) {}

    /**
     * A channel.
     *
     * @param firstSequence 0 if it never had a message
     * @param lastStoredEpochNanos when the last message was stored, also if it is not kept any
     *     more; 0 if it never had one
     * @param subscriptionCount also if {@code subscriptions} was not asked for and is empty.
     *     Without those that end with a client that has no connection
     * @param positions empty unless they were asked for
     * @param parked how many parked messages are open, of a channel of parked messages; empty
     *     unless positions were asked for, and until the notes of the messages are known
     * @param publishers who has published in the last five minutes; empty unless positions were
     *     asked for
     */
    public record Channel(
            String name,
            long messages,
            long bytes,
            long firstSequence,
            long lastSequence,
            long lastStoredEpochNanos,
            int subscriptionCount,
            List<Subscription> subscriptions,
            List<Position> positions,
            List<Parked> parked,
            List<Publisher> publishers) {
        public Channel {
            subscriptions = List.copyOf(subscriptions);
            positions = List.copyOf(positions);
            parked = List.copyOf(parked);
            publishers = List.copyOf(publishers);
        }
    }

    /** A client that has published, and about when it did last. */
    public record Publisher(String clientId, long atEpochNanos) {}

    /**
     * How many open messages were parked for a position.
     *
     * @param position {@code group:orders}, {@code durable:CLIENT/NAME} or {@code client:CLIENT};
     *     empty for all that are counted together
     * @param cause {@code attempts}, {@code behind}, {@code operator} or {@code other}
     */
    public record Parked(String position, String cause, int messages) {}

    /**
     * How far a subscription, or a group as a whole, is behind.
     *
     * @param subscriptionId its own, or that of any member
     * @param clientId empty for a group
     * @param unsent kept messages that were not sent to it yet
     * @param pending sent and not acknowledged
     * @param oldestStoredEpochNanos about when the oldest of both was stored and its delay was
     *     over; 0 if there is none
     * @param nextSequence the next message to send; 0 if the store still looks for it
     * @param isPaused whether an operator has paused it, or its channel
     */
    public record Position(
            long subscriptionId,
            String clientId,
            String durableName,
            String queueGroup,
            long unsent,
            long pending,
            long oldestStoredEpochNanos,
            long nextSequence,
            boolean isPaused) {}

    /**
     * A subscription, or the kept position of an offline durable or durable group.
     *
     * @param clientId the last one's, if offline
     * @param queueGroup empty if not a queue member; {@code durable:group} for a durable group
     * @param durableName empty for queue members and for subscriptions that are not durable
     * @param pending sent and not acknowledged
     * @param isAbsent whether its inbox has no subscriber or its client no connection, although the
     *     client has not closed it
     */
    public record Subscription(
            long id,
            String clientId,
            String inbox,
            String ackInbox,
            String durableName,
            String queueGroup,
            boolean isDurable,
            boolean isOffline,
            int maxInFlight,
            int ackWaitSeconds,
            long lastSent,
            int pending,
            boolean isStalled,
            boolean isAbsent) {}
}
