package dev.stanchion.engine.subscription;

import dev.stanchion.engine.spi.SubscriptionRecord;

/**
 * The options of a subscribe or resume request. Immutable.
 *
 * @param queueGroup empty if not a queue member; {@code durable:group} for a durable group
 * @param ackInbox the subject of acknowledgements; new each time
 * @param durableName empty if not a plain durable, and for queue members
 * @param durable whether the position outlives the client
 * @param user the owner of a plain durable; empty if there is none
 */
public record Terms(
        String clientId,
        String queueGroup,
        String inbox,
        String ackInbox,
        int maxInFlight,
        int ackWaitSeconds,
        String durableName,
        boolean durable,
        String user) {
    /** Returns the terms of a subscription that was recorded. */
    public static Terms of(SubscriptionRecord record) {
        return new Terms(
                record.clientId(),
                record.queueGroup(),
                record.inbox(),
                record.ackInbox(),
                record.maxInFlight(),
                record.ackWaitSeconds(),
                record.durableName(),
                record.durable(),
                record.user());
    }

    SubscriptionRecord toRecord(
            long id,
            boolean closed,
            long lastSent,
            long perhapsSentUpTo,
            String pause,
            String attempts) {
        boolean ownerless = closed && !queueGroup.isEmpty();
        return new SubscriptionRecord(
                id,
                ownerless ? "" : clientId, // the kept position of a group belongs to no client
                queueGroup,
                inbox,
                ackInbox,
                maxInFlight,
                ackWaitSeconds,
                durableName,
                lastSent,
                durable,
                closed,
                user,
                perhapsSentUpTo > lastSent ? perhapsSentUpTo : 0,
                pause,
                attempts);
    }
}
