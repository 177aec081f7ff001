package dev.stanchion.admin.answer;

import org.jspecify.annotations.Nullable;

/**
 * The limits of a channel; 0 means unlimited. Immutable.
 *
 * @param pattern the pattern of {@code store_limits { channels { } }} that gives them; null if the
 *     server's own limits hold
 * @param maxInactivitySeconds after this time an unused channel is deleted
 */
public record ChannelLimits(
        @Nullable String pattern,
        long maxMessages,
        long maxBytes,
        long maxSubscriptions,
        double maxAgeSeconds,
        double maxInactivitySeconds) {}
