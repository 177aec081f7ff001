package dev.stanchion.engine.spi;

/**
 * How much a channel may hold; the oldest messages make room, the newest always stays.
 *
 * @param maxMessages 0 means unlimited
 * @param maxBytes sum of the encoded messages; 0 means unlimited
 * @param maxAgeNanos since a message's timestamp; 0 means unlimited
 */
public record ChannelLimits(long maxMessages, long maxBytes, long maxAgeNanos) {
    public static final ChannelLimits UNLIMITED = new ChannelLimits(0, 0, 0);

    public ChannelLimits {
        requireNotNegative("max_msgs", maxMessages);
        requireNotNegative("max_bytes", maxBytes);
        requireNotNegative("max_age", maxAgeNanos);
    }

    private static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 0)");
        }
    }
}
