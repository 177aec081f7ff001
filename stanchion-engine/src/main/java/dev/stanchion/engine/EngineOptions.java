package dev.stanchion.engine;

import java.time.Duration;

/**
 * How an engine behaves. Immutable; begin with {@link #defaults} and change what differs.
 *
 * @param limits hold for all channels unless {@code limitsByChannel} says otherwise
 * @param heartbeatFailCount a client is closed when it fails once more than this
 * @param replaceDurable whether a client may take over a durable that it is using already
 * @param maxPayloadBytes the largest message that can be delivered; larger ones are refused
 * @param answersUnknownClusters whether a client that asks for another cluster ID is told so; only
 *     where no other streaming server can be on the same bus
 * @param maxUnsyncedBytes bound on what a shard has appended and is not yet durable
 * @param maxCrossingBytes bound on what is on its way from one shard to others
 */
public record EngineOptions(
        String clusterId,
        String discoverPrefix,
        StoreLimits limits,
        LimitsByChannel limitsByChannel,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        int heartbeatFailCount,
        boolean replaceDurable,
        int maxPayloadBytes,
        Compatibility compatibility,
        boolean answersUnknownClusters,
        long maxUnsyncedBytes,
        long maxCrossingBytes) {
    private static final long DEFAULT_QUEUE_BYTES = 64L * 1024 * 1024;

    /** Returns what holds unless it is configured ({@code spec/streaming.md} 12). */
    public static EngineOptions defaults() {
        return new EngineOptions(
                "test-cluster",
                "_STAN.discover",
                StoreLimits.DEFAULT,
                channel -> StoreLimits.DEFAULT,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                10,
                false,
                1024 * 1024,
                Compatibility.DEFAULT,
                true,
                DEFAULT_QUEUE_BYTES,
                DEFAULT_QUEUE_BYTES);
    }

    /** Returns options that differ in the cluster ID. */
    public EngineOptions withClusterId(String newClusterId) {
        return with(newClusterId, discoverPrefix, limits, limitsByChannel);
    }

    /** Returns options that differ in the prefix of the subjects on which clients connect. */
    public EngineOptions withDiscoverPrefix(String newDiscoverPrefix) {
        return with(clusterId, newDiscoverPrefix, limits, limitsByChannel);
    }

    /** Returns options with the same limits for every channel. */
    public EngineOptions withLimits(StoreLimits newLimits) {
        return with(clusterId, discoverPrefix, newLimits, channel -> newLimits);
    }

    /** Returns options with limits that depend on the channel. */
    public EngineOptions withLimits(StoreLimits newLimits, LimitsByChannel newLimitsByChannel) {
        return with(clusterId, discoverPrefix, newLimits, newLimitsByChannel);
    }

    private EngineOptions with(
            String newClusterId,
            String newDiscoverPrefix,
            StoreLimits newLimits,
            LimitsByChannel newLimitsByChannel) {
        return new EngineOptions(
                newClusterId,
                newDiscoverPrefix,
                newLimits,
                newLimitsByChannel,
                heartbeatInterval,
                heartbeatTimeout,
                heartbeatFailCount,
                replaceDurable,
                maxPayloadBytes,
                compatibility,
                answersUnknownClusters,
                maxUnsyncedBytes,
                maxCrossingBytes);
    }

    /** Returns options that differ in how clients are watched. */
    public EngineOptions withHeartbeats(Duration interval, Duration timeout, int failCount) {
        return new EngineOptions(
                clusterId,
                discoverPrefix,
                limits,
                limitsByChannel,
                interval,
                timeout,
                failCount,
                replaceDurable,
                maxPayloadBytes,
                compatibility,
                answersUnknownClusters,
                maxUnsyncedBytes,
                maxCrossingBytes);
    }

    /** Returns options that differ in what happens to a durable that is in use. */
    public EngineOptions withReplaceDurable(boolean replace) {
        return new EngineOptions(
                clusterId,
                discoverPrefix,
                limits,
                limitsByChannel,
                heartbeatInterval,
                heartbeatTimeout,
                heartbeatFailCount,
                replace,
                maxPayloadBytes,
                compatibility,
                answersUnknownClusters,
                maxUnsyncedBytes,
                maxCrossingBytes);
    }

    /** Returns options that differ in what the bus can carry. */
    public EngineOptions withMaxPayloadBytes(int maxBytes) {
        return new EngineOptions(
                clusterId,
                discoverPrefix,
                limits,
                limitsByChannel,
                heartbeatInterval,
                heartbeatTimeout,
                heartbeatFailCount,
                replaceDurable,
                maxBytes,
                compatibility,
                answersUnknownClusters,
                maxUnsyncedBytes,
                maxCrossingBytes);
    }

    /** Returns options that differ in the freedom that the engine takes. */
    public EngineOptions withCompatibility(
            Compatibility newCompatibility, boolean answerUnknownClusters) {
        return new EngineOptions(
                clusterId,
                discoverPrefix,
                limits,
                limitsByChannel,
                heartbeatInterval,
                heartbeatTimeout,
                heartbeatFailCount,
                replaceDurable,
                maxPayloadBytes,
                newCompatibility,
                answerUnknownClusters,
                maxUnsyncedBytes,
                maxCrossingBytes);
    }

    /** Returns options that differ in how much may wait in memory. */
    public EngineOptions withQueueBounds(long unsyncedBytes, long crossingBytes) {
        return new EngineOptions(
                clusterId,
                discoverPrefix,
                limits,
                limitsByChannel,
                heartbeatInterval,
                heartbeatTimeout,
                heartbeatFailCount,
                replaceDurable,
                maxPayloadBytes,
                compatibility,
                answersUnknownClusters,
                unsyncedBytes,
                crossingBytes);
    }
}
