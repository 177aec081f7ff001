package dev.stanchion.server;

import dev.stanchion.bus.nats.NatsBus;
import dev.stanchion.engine.EngineOptions;
import dev.stanchion.engine.StoreLimits;
import dev.stanchion.engine.policy.Policies;
import java.time.Duration;
import java.util.Optional;

/** What the options of a server mean for its engine. Pure. */
final class EngineSettings {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** Of all shards: beyond it publishers of an external NATS are refused. */
    private static final long MAX_UNSYNCED_BYTES = 64L * 1024 * 1024;

    private EngineSettings() {}

    /**
     * Returns the options of the engine.
     *
     * @param policies those that hold now
     * @param shards how many it has
     * @param external where clients connect, if not here; it is connected
     */
    static EngineOptions of(
            ServerOptions options, Policies policies, int shards, Optional<NatsBus> external) {
        EngineOptions engine = ofAnyStore(options, external.isEmpty());
        long unsynced = engine.maxUnsyncedBytes();
        if (options.store() instanceof StoreChoice.File(var ignored, var file)) {
            unsynced = Math.min(unsynced, file.unsyncedBytes() / Math.max(1, shards));
        }
        if (external.isPresent()) {
            unsynced = Math.min(unsynced, MAX_UNSYNCED_BYTES / Math.max(1, shards));
            engine = engine.withMaxPayloadBytes(external.get().info().maxPayloadBytes());
        }
        return engine.withPolicies(policies).withQueueBounds(unsynced, engine.maxCrossingBytes());
    }

    /**
     * Makes the engine's options. The engine has no limit for messages. The embedded NATS part has
     * one, which can change. Every message that it accepts can be delivered, because neither it nor
     * a client limits deliveries.
     *
     * @param isAlone whether no other server can be there for another cluster ID
     */
    private static EngineOptions ofAnyStore(ServerOptions options, boolean isAlone) {
        boolean improved = options.compatibility() == Compatibility.IMPROVED;
        LimitsTable limits = options.limitsTable();
        return EngineOptions.defaults()
                .withClusterId(options.clusterId())
                .withDiscoverPrefix(options.discoverPrefix())
                .withLimits(
                        storeLimits(options.limits()), channel -> storeLimits(limits.of(channel)))
                .withHeartbeats(
                        options.heartbeatInterval(),
                        options.heartbeatTimeout(),
                        options.heartbeatFailCount())
                .withReplaceDurable(options.replaceDurable())
                .withDuplicatePolicies(options.duplicatePolicies())
                .withFindings(options.findings())
                .withMaxPayloadBytes(Integer.MAX_VALUE)
                .withRegistrationBounds(heapEighths(1), heapEighths(4))
                .withCompatibility(
                        improved
                                ? dev.stanchion.engine.Compatibility.DEFAULT
                                : dev.stanchion.engine.Compatibility.STRICT,
                        improved && isAlone);
    }

    /**
     * Returns a part of the heap in eighths. The rest is for short-lived objects, and for a start,
     * which holds much of the state twice.
     */
    private static long heapEighths(int parts) {
        return Runtime.getRuntime().maxMemory() / 8 * parts;
    }

    private static StoreLimits storeLimits(Limits limits) {
        return new StoreLimits(
                (int) Math.min(limits.maxChannels(), Integer.MAX_VALUE),
                (int) Math.min(limits.maxSubscriptions(), Integer.MAX_VALUE),
                limits.maxMessages(),
                limits.maxBytes(),
                nanos(limits.maxAge()),
                nanos(limits.maxInactivity()));
    }

    /** Returns nanoseconds, at most 292 years. */
    private static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : Long.MAX_VALUE;
    }
}
