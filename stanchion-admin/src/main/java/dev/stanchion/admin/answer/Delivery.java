package dev.stanchion.admin.answer;

import org.jspecify.annotations.Nullable;

/**
 * Says what a position has done with a message. Immutable.
 *
 * @param group null if there is none
 * @param durable null if there is none
 * @param subscriptionId null if there is none
 * @param attempts null if there is none
 * @param holder null if there is none
 */
public record Delivery(
        @Nullable String group,
        @Nullable String durable,
        @Nullable Long subscriptionId,
        String state,
        @Nullable Long attempts,
        @Nullable String holder) {}
