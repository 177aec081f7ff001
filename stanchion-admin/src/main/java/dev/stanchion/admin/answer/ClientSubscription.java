package dev.stanchion.admin.answer;

import org.jspecify.annotations.Nullable;

/**
 * Describes a subscription of a client. Immutable.
 *
 * @param durableName null if there is none
 * @param queueGroup null if there is none
 * @param isAbsent whether nobody listens on its inbox
 * @param isStalled whether it waits for acknowledgements
 */
public record ClientSubscription(
        long subscriptionId,
        @Nullable String durableName,
        @Nullable String queueGroup,
        long lastSent,
        long inFlight,
        long maxInFlight,
        long ackWaitSeconds,
        boolean isOffline,
        boolean isAbsent,
        boolean isStalled,
        String channel) {}
