package dev.stanchion.nats.connection;

import java.time.Duration;

/**
 * What a server allows its connections. Immutable.
 *
 * @param maxConnections connections beyond it are refused with an error
 * @param maxControlLineBytes the longest line of arguments
 * @param maxPayloadBytes the longest headers and payload together
 * @param maxPendingBytes what may be queued for one connection before the server closes it
 * @param maxSubscriptions per connection; 0 means unlimited
 * @param maxSubjectTokens the most a subscription's subject may have; 0 means unlimited
 * @param pingInterval the time between two PINGs to an idle connection
 * @param pingMax how many PINGs may stay unanswered
 * @param writeDeadline how long one batch of output may take before the server closes the
 *     connection
 * @param maxTracedBytes how much of a payload a trace of the protocol shows; 0 means all
 */
public record ConnectionLimits(
        int maxConnections,
        int maxControlLineBytes,
        int maxPayloadBytes,
        long maxPendingBytes,
        int maxSubscriptions,
        int maxSubjectTokens,
        Duration pingInterval,
        int pingMax,
        Duration writeDeadline,
        int maxTracedBytes) {}
