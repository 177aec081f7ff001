package dev.stanchion.server.monitoring.streaming;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Limits as they are shown; 0 is unlimited. Immutable.
 *
 * @param byPattern those of single channels, with what they inherit
 */
public record ShownLimits(long maxChannels, OfChannel all, SortedMap<String, OfChannel> byPattern) {
    public ShownLimits {
        byPattern = new TreeMap<>(byPattern);
    }

    /** What a channel may hold. */
    public record OfChannel(
            long maxMessages,
            long maxBytes,
            Duration maxAge,
            long maxSubscriptions,
            Duration maxInactivity) {}
}
