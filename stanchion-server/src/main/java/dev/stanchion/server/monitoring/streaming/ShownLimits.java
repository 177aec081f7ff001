package dev.stanchion.server.monitoring.streaming;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The limits on the pages; 0 means unlimited. Immutable.
 *
 * @param byPattern the limits of single channels, with inherited ones
 */
public record ShownLimits(long maxChannels, OfChannel all, SortedMap<String, OfChannel> byPattern) {
    public ShownLimits {
        byPattern = new TreeMap<>(byPattern);
    }

    /** The limits of one channel. */
    public record OfChannel(
            long maxMessages,
            long maxBytes,
            Duration maxAge,
            long maxSubscriptions,
            Duration maxInactivity) {}
}
