package dev.stanchion.server.api;

import java.time.Duration;

/**
 * The limits of a channel; 0 and {@link Duration#ZERO} mean unlimited. Immutable.
 *
 * @param pattern which gives them; empty if the server's own do
 */
public record LimitsRule(
        String pattern,
        long maxMessages,
        long maxBytes,
        long maxSubscriptions,
        Duration maxAge,
        Duration maxInactivity) {}
