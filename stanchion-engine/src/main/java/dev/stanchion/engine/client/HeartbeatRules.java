package dev.stanchion.engine.client;

/**
 * When a client is asked whether it lives, and when it is given up ({@code streaming.md} 3.1).
 *
 * @param failCount a client is closed at failure number {@code failCount + 1}
 * @param showsConnections whether people are shown at once that the connection of a client has
 *     ended; NATS Streaming shows such a client until its heartbeats have failed
 */
public record HeartbeatRules(
        long intervalNanos, long timeoutNanos, int failCount, boolean showsConnections) {}
