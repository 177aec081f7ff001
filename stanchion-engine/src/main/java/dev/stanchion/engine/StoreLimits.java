package dev.stanchion.engine;

import dev.stanchion.engine.spi.ChannelLimits;

/**
 * The maximum number of channels, and the limits of each ({@code spec/operations.md} 3). 0 means
 * unlimited everywhere.
 *
 * @param maxChannels concerns all channels together
 * @param maxInactivityNanos after this time an unused channel is deleted
 */
public record StoreLimits(
        int maxChannels,
        int maxSubscriptions,
        long maxMessages,
        long maxBytes,
        long maxAgeNanos,
        long maxInactivityNanos) {
    /** The default limits. */
    public static final StoreLimits DEFAULT =
            new StoreLimits(100, 1000, 1_000_000, 1_024_000_000, 0, 0);

    /**
     * @throws IllegalArgumentException if one is negative; its text is fit for a person
     */
    public StoreLimits {
        requireNotNegative("channels", maxChannels, "");
        requireNotNegative("subscriptions", maxSubscriptions, "");
        requireNotNegative("messages", maxMessages, "");
        requireNotNegative("bytes", maxBytes, "");
        requireNotNegative("age", maxAgeNanos, "ns");
        requireNotNegative("inactivity", maxInactivityNanos, "ns");
    }

    private static void requireNotNegative(String limit, long value, String unit) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "max %s limit cannot be negative (%d%s)".formatted(limit, value, unit));
        }
    }

    ChannelLimits storage() {
        return new ChannelLimits(maxMessages, maxBytes, maxAgeNanos);
    }
}
