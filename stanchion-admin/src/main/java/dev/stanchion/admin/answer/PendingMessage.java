package dev.stanchion.admin.answer;

import org.jspecify.annotations.Nullable;

/**
 * Describes a message that was sent and is not acknowledged. Immutable.
 *
 * @param attempts how often it was sent since the server started
 * @param holder the client that has it; null if there is none
 * @param subscriptionId null if there is none
 * @param dueInSeconds when it is sent again; negative if that is overdue
 */
public record PendingMessage(
        long sequence,
        long attempts,
        @Nullable String holder,
        @Nullable Long subscriptionId,
        double dueInSeconds) {}
