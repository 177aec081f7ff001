package dev.stanchion.admin.answer;

import org.jspecify.annotations.Nullable;

/**
 * A lasting position. Immutable.
 *
 * @param clientId of a durable; null if there is none
 * @param durableName of a durable; null if there is none
 * @param name of a durable group: {@code DURABLE:GROUP}; null if there is none
 * @param nextSequence with which message it begins: the oldest that is not acknowledged, or the
 *     next one
 * @param maxInFlight until a client says another one; null if there is none
 * @param ackWaitSeconds until a client says another one; null if there is none
 */
public record PositionDefinition(
        String kind,
        @Nullable String clientId,
        @Nullable String durableName,
        @Nullable String name,
        long nextSequence,
        @Nullable Long maxInFlight,
        @Nullable Long ackWaitSeconds) {}
