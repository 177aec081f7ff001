package dev.stanchion.engine;

import dev.stanchion.engine.finding.FindingKinds;
import dev.stanchion.engine.identity.DuplicatePolicies;
import dev.stanchion.engine.identity.DuplicatePolicy;
import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.registration.Allowance;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The options of an engine. Immutable; begin with {@link #defaults} and change what differs.
 *
 * @param limits the limits of all channels unless {@code limitsByChannel} has others
 * @param heartbeatFailCount the engine closes a client that fails once more than this
 * @param replaceDurable whether a client may take over a durable that it is using already
 * @param duplicatePolicies the policies for a client whose ID is in use
 * @param policies what an operator wants for channels, until {@link StreamingEngine#change}
 * @param maxPayloadBytes the largest message that can be delivered; the engine refuses larger ones
 *     unless the compatibility is strict
 * @param answersUnknownClusters whether a client that asks for another cluster ID gets an answer;
 *     only where no other streaming server can be on the same bus
 * @param maxUnsyncedBytes the bound of the bytes that a shard has appended and that are not durable
 *     yet
 * @param maxCrossingBytes the bound of the bytes on their way from one shard to others
 * @param maxClientRegistrationBytes the bound of the memory for registered clients
 * @param maxChannelRegistrationBytes the bound of the memory for channels and subscriptions,
 *     without messages
 * @param findings what to look for that is likely wrong
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
        DuplicatePolicies duplicatePolicies,
        Policies policies,
        int maxPayloadBytes,
        Compatibility compatibility,
        boolean answersUnknownClusters,
        long maxUnsyncedBytes,
        long maxCrossingBytes,
        long maxClientRegistrationBytes,
        long maxChannelRegistrationBytes,
        FindingKinds findings) {
    /**
     * Checks the combination of options.
     *
     * @throws IllegalArgumentException if clients shall lease slots, although all of them are to
     *     share the request subjects
     */
    public EngineOptions {
        boolean leases =
                duplicatePolicies.rules().stream()
                        .anyMatch(rule -> rule.policy() instanceof DuplicatePolicy.Lease);
        if (leases && compatibility == Compatibility.STRICT) {
            throw new IllegalArgumentException(
                    "duplicatePolicies: %s (expected: no lease with STRICT)"
                            .formatted(duplicatePolicies));
        }
    }

    /** Returns the default options ({@code spec/streaming.md} 12). */
    public static EngineOptions defaults() {
        return new Draft().toOptions();
    }

    /** Returns options that differ in the cluster ID. */
    public EngineOptions withClusterId(String newClusterId) {
        return with(draft -> draft.clusterId = newClusterId);
    }

    /** Returns options that differ in the prefix of the subjects on which clients connect. */
    public EngineOptions withDiscoverPrefix(String newDiscoverPrefix) {
        return with(draft -> draft.discoverPrefix = newDiscoverPrefix);
    }

    /** Returns options with the same limits for every channel. */
    public EngineOptions withLimits(StoreLimits newLimits) {
        return withLimits(newLimits, channel -> newLimits);
    }

    /** Returns options with limits that depend on the channel. */
    public EngineOptions withLimits(StoreLimits newLimits, LimitsByChannel newLimitsByChannel) {
        return with(draft -> {
            draft.limits = newLimits;
            draft.limitsByChannel = newLimitsByChannel;
        });
    }

    /** Returns options that differ in how clients are watched. */
    public EngineOptions withHeartbeats(Duration interval, Duration timeout, int failCount) {
        return with(draft -> {
            draft.heartbeatInterval = interval;
            draft.heartbeatTimeout = timeout;
            draft.heartbeatFailCount = failCount;
        });
    }

    /** Returns options with another rule for a durable that is in use. */
    public EngineOptions withReplaceDurable(boolean replace) {
        return with(draft -> draft.replaceDurable = replace);
    }

    /** Returns options with other policies for a client whose ID is in use. */
    public EngineOptions withDuplicatePolicies(DuplicatePolicies policies) {
        return with(draft -> draft.duplicatePolicies = policies);
    }

    /** Returns options with other policies for channels. */
    public EngineOptions withPolicies(Policies newPolicies) {
        return with(draft -> draft.policies = newPolicies);
    }

    /** Returns options with another maximum payload of the bus. */
    public EngineOptions withMaxPayloadBytes(int maxBytes) {
        return with(draft -> draft.maxPayloadBytes = maxBytes);
    }

    /** Returns options that differ in the freedom that the engine takes. */
    public EngineOptions withCompatibility(
            Compatibility newCompatibility, boolean answerUnknownClusters) {
        return with(draft -> {
            draft.compatibility = newCompatibility;
            draft.answersUnknownClusters = answerUnknownClusters;
        });
    }

    /** Returns options that differ in how much may wait in memory. */
    public EngineOptions withQueueBounds(long unsyncedBytes, long crossingBytes) {
        return with(draft -> {
            draft.maxUnsyncedBytes = unsyncedBytes;
            draft.maxCrossingBytes = crossingBytes;
        });
    }

    /** Returns options that differ in how much registrations may take; the rest is refused. */
    public EngineOptions withRegistrationBounds(long clientBytes, long channelBytes) {
        return with(draft -> {
            draft.maxClientRegistrationBytes = clientBytes;
            draft.maxChannelRegistrationBytes = channelBytes;
        });
    }

    /** Returns options that differ in what to look for. */
    public EngineOptions withFindings(FindingKinds kinds) {
        return with(draft -> draft.findings = kinds);
    }

    private EngineOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.toOptions();
    }

    /** Options on their way to be others; confined to one call. */
    private static final class Draft {
        private static final long QUEUE_BYTES = 64L * 1024 * 1024;

        private String clusterId = "test-cluster";
        private String discoverPrefix = "_STAN.discover";
        private StoreLimits limits = StoreLimits.DEFAULT;
        private LimitsByChannel limitsByChannel = channel -> StoreLimits.DEFAULT;
        private Duration heartbeatInterval = Duration.ofSeconds(30);
        private Duration heartbeatTimeout = Duration.ofSeconds(10);
        private int heartbeatFailCount = 10;
        private boolean replaceDurable;
        private DuplicatePolicies duplicatePolicies = DuplicatePolicies.REJECT_ALL;
        private Policies policies = Policies.NONE;
        private int maxPayloadBytes = 1024 * 1024;
        private Compatibility compatibility = Compatibility.DEFAULT;
        private boolean answersUnknownClusters = true;
        private long maxUnsyncedBytes = QUEUE_BYTES;
        private long maxCrossingBytes = QUEUE_BYTES;
        private long maxClientRegistrationBytes = Allowance.UNLIMITED;
        private long maxChannelRegistrationBytes = Allowance.UNLIMITED;
        private FindingKinds findings = FindingKinds.ALL;

        Draft() {}

        Draft(EngineOptions from) {
            clusterId = from.clusterId;
            discoverPrefix = from.discoverPrefix;
            limits = from.limits;
            limitsByChannel = from.limitsByChannel;
            heartbeatInterval = from.heartbeatInterval;
            heartbeatTimeout = from.heartbeatTimeout;
            heartbeatFailCount = from.heartbeatFailCount;
            replaceDurable = from.replaceDurable;
            duplicatePolicies = from.duplicatePolicies;
            policies = from.policies;
            maxPayloadBytes = from.maxPayloadBytes;
            compatibility = from.compatibility;
            answersUnknownClusters = from.answersUnknownClusters;
            maxUnsyncedBytes = from.maxUnsyncedBytes;
            maxCrossingBytes = from.maxCrossingBytes;
            maxClientRegistrationBytes = from.maxClientRegistrationBytes;
            maxChannelRegistrationBytes = from.maxChannelRegistrationBytes;
            findings = from.findings;
        }

        EngineOptions toOptions() {
            return new EngineOptions(
                    clusterId,
                    discoverPrefix,
                    limits,
                    limitsByChannel,
                    heartbeatInterval,
                    heartbeatTimeout,
                    heartbeatFailCount,
                    replaceDurable,
                    duplicatePolicies,
                    policies,
                    maxPayloadBytes,
                    compatibility,
                    answersUnknownClusters,
                    maxUnsyncedBytes,
                    maxCrossingBytes,
                    maxClientRegistrationBytes,
                    maxChannelRegistrationBytes,
                    findings);
        }
    }
}
