package dev.stanchion.server.api;

import dev.stanchion.server.Limits;

/**
 * The limits of a channel. Immutable.
 *
 * @param pattern which gives them; empty if the server's own do
 */
public record LimitsRule(String pattern, Limits limits) {}
