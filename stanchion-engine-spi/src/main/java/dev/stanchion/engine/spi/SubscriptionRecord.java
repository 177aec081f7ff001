package dev.stanchion.engine.spi;

/**
 * A subscription, as stored.
 *
 * @param id unique in its channel, never reused
 * @param clientId empty for the kept state of a durable queue group without members
 * @param queueGroup empty if not a queue member; {@code durable:group} for a durable group
 * @param durableName empty if not a plain durable, and for queue members
 * @param lastSent highest sequence ever sent to it
 * @param durable whether the position outlives the client
 * @param closed a durable that nobody uses at present
 */
public record SubscriptionRecord(
        long id,
        String clientId,
        String queueGroup,
        String inbox,
        String ackInbox,
        int maxInFlight,
        int ackWaitSeconds,
        String durableName,
        long lastSent,
        boolean durable,
        boolean closed) {}
