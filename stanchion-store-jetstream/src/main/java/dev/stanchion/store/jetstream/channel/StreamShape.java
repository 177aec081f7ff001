package dev.stanchion.store.jetstream.channel;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.store.jetstream.api.StreamConfig;
import dev.stanchion.store.jetstream.api.StreamInfo;
import dev.stanchion.store.jetstream.names.ClusterNames;
import java.util.List;
import java.util.Map;

/**
 * How the store configures its streams. Immutable.
 *
 * @param version the version of Stanchion, for the metadata
 */
public record StreamShape(
        ClusterNames names,
        boolean onFile,
        int replicas,
        boolean compressed,
        List<String> placementTags,
        String version) {
    /**
     * How many messages a stream may have above the limit: those of gaps, until they are removed.
     */
    private static final long SPARE_MESSAGES = 1_000;

    private static final long SPARE_BYTES = 1024 * 1024;
    private static final long SPARE_NANOS = 10_000_000_000L;
    private static final String CLUSTER = "stanchion.cluster";
    private static final String CHANNEL = "stanchion.channel";
    private static final String VERSION = "stanchion.version";

    public StreamShape {
        placementTags = List.copyOf(placementTags);
    }

    /** Returns this shape with another number of replicas. */
    public StreamShape withReplicas(int changed) {
        return new StreamShape(names, onFile, changed, compressed, placementTags, version);
    }

    /**
     * Returns the configuration of a channel's stream. Its limits are looser than those of the
     * channel, which the log applies exactly.
     */
    public StreamConfig ofChannel(String channel, ChannelLimits limits, int maxPayloadBytes) {
        return new StreamConfig(
                names.stream(channel),
                List.of(names.subject(channel), names.gapSubject(channel)),
                looser(limits.maxMessages(), SPARE_MESSAGES),
                looser(limits.maxBytes(), SPARE_BYTES + maxPayloadBytes),
                looser(limits.maxAgeNanos(), SPARE_NANOS),
                true,
                false,
                onFile,
                replicas,
                compressed,
                placementTags,
                Map.of(CLUSTER, names.clusterId(), CHANNEL, channel, VERSION, version));
    }

    /** Returns a limit of the stream; 0 stays unlimited. */
    private static long looser(long limit, long spare) {
        if (limit == 0) {
            return 0;
        }
        return limit > Long.MAX_VALUE - spare ? Long.MAX_VALUE : limit + spare;
    }

    /** Returns the configuration of the bucket. */
    public StreamConfig ofBucket() {
        return new StreamConfig(
                names.bucketStream(),
                List.of(names.keyPrefix() + ">"),
                0,
                0,
                0,
                false,
                true,
                onFile,
                replicas,
                compressed,
                placementTags,
                Map.of(CLUSTER, names.clusterId(), VERSION, version));
    }

    /** Returns the channel whose stream this is; empty if it is none of the cluster ID. */
    public static String channelOf(StreamInfo stream, String clusterId) {
        return stream.metadata(CLUSTER).equals(clusterId) ? stream.metadata(CHANNEL) : "";
    }

    /** Tells whether a stream is that of a channel of this cluster ID. */
    boolean isOfChannel(StreamInfo stream, String channel) {
        return channelOf(stream, names.clusterId()).equals(channel);
    }

    /** Tells whether a stream is the bucket of this cluster ID. */
    public boolean isBucket(StreamInfo stream) {
        return stream.metadata(CLUSTER).equals(names.clusterId());
    }

    /** Tells whether a stream must be changed to have the configuration that is wanted. */
    static boolean differs(StreamInfo stream, StreamConfig wanted) {
        return orZero(stream.config().number("max_msgs")) != wanted.maxMessages()
                || orZero(stream.config().number("max_bytes")) != wanted.maxBytes()
                || stream.config().number("max_age") != wanted.maxAgeNanos()
                || stream.config().number("num_replicas") != wanted.replicas();
    }

    private static long orZero(long limit) {
        return Math.max(0, limit);
    }
}
