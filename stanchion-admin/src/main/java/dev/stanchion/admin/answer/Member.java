package dev.stanchion.admin.answer;

import org.jspecify.annotations.Nullable;

/**
 * Describes a subscription that shares a position. Immutable.
 *
 * @param oldestInFlight the lowest unacknowledged sequence; 0 if there is none
 * @param isAbsent whether nobody listens on its inbox
 * @param isStalled whether it waits for acknowledgements
 * @param isFailing whether its client has not answered the last heartbeat
 * @param acknowledgements how many came from it in this run of the server, also those that came
 *     twice
 * @param sentAgain how often it was sent a message again in this run of the server
 * @param address where its client connects from; null if it has no connection, or the server has
 *     recovered it
 * @param connection the ID of that connection of NATS; null if there is none
 * @param ackedPerSecond only in live data, because a rate needs two looks; null if there is none
 */
public record Member(
        long subscriptionId,
        String clientId,
        long inFlight,
        long maxInFlight,
        long oldestInFlight,
        long ackWaitSeconds,
        boolean isOffline,
        boolean isAbsent,
        boolean isStalled,
        boolean isFailing,
        long acknowledgements,
        long sentAgain,
        @Nullable String address,
        @Nullable Long connection,
        @Nullable Double ackedPerSecond) {}
