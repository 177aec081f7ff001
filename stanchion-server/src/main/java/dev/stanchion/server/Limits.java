package dev.stanchion.server;

import java.time.Duration;

/**
 * How much the server keeps. The oldest messages of a channel make room for new ones. 0 always
 * means unlimited. Immutable.
 *
 * @param maxChannels the server refuses to create one more
 * @param maxSubscriptions per channel; the server refuses one more
 * @param maxMessages per channel
 * @param maxBytes per channel, as the sum of the encoded messages
 * @param maxAge how long the server keeps a message
 * @param maxInactivity the server deletes a channel after this time without a message or a
 *     subscription
 */
public record Limits(
        long maxChannels,
        long maxSubscriptions,
        long maxMessages,
        long maxBytes,
        Duration maxAge,
        Duration maxInactivity) {
    /** The defaults of NATS Streaming. */
    public static final Limits DEFAULT =
            new Limits(100, 1000, 1_000_000, 1_024_000_000, Duration.ZERO, Duration.ZERO);

    /** The server never refuses or removes anything. */
    public static final Limits UNLIMITED = new Limits(0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

    /**
     * Checks that no limit is negative.
     *
     * @throws ConfigurationException with the text of the Go server: {@code max messages limit
     *     cannot be negative (-1)}
     */
    public Limits {
        requireNotNegative("max channels", maxChannels);
        requireNotNegative("max subscriptions", maxSubscriptions);
        requireNotNegative("max messages", maxMessages);
        requireNotNegative("max bytes", maxBytes);
        requireNotNegative("max age", maxAge);
        requireNotNegative("max inactivity", maxInactivity);
    }

    private static void requireNotNegative(String limit, long value) {
        if (value < 0) {
            throw negative(limit, Long.toString(value));
        }
    }

    private static void requireNotNegative(String limit, Duration value) {
        if (value.isNegative()) {
            throw negative(limit, GoText.duration(value));
        }
    }

    private static ConfigurationException negative(String limit, String value) {
        return new ConfigurationException(
                limit, limit + " limit cannot be negative (" + value + ")");
    }

    public Limits withMaxChannels(long channels) {
        return new Limits(channels, maxSubscriptions, maxMessages, maxBytes, maxAge, maxInactivity);
    }

    public Limits withMaxSubscriptions(long subscriptions) {
        return new Limits(maxChannels, subscriptions, maxMessages, maxBytes, maxAge, maxInactivity);
    }

    public Limits withMaxMessages(long messages) {
        return new Limits(maxChannels, maxSubscriptions, messages, maxBytes, maxAge, maxInactivity);
    }

    public Limits withMaxBytes(long bytes) {
        return new Limits(maxChannels, maxSubscriptions, maxMessages, bytes, maxAge, maxInactivity);
    }

    public Limits withMaxAge(Duration age) {
        return new Limits(maxChannels, maxSubscriptions, maxMessages, maxBytes, age, maxInactivity);
    }

    public Limits withMaxInactivity(Duration inactivity) {
        return new Limits(maxChannels, maxSubscriptions, maxMessages, maxBytes, maxAge, inactivity);
    }
}
