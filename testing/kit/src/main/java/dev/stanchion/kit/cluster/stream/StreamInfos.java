package dev.stanchion.kit.cluster.stream;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What answers say about a stream. */
final class StreamInfos {
    /** The version of the API, which says what a server can do. */
    static final String API_LEVEL = "5";

    static final String SERVER_VERSION = "2.15.3";

    private static final String LEADER = "n1";

    private StreamInfos() {}

    static Map<String, @Nullable Object> of(SimulatedStream stream, long nowEpochNanos) {
        return of(stream, Map.of(), Map.of(), 0, nowEpochNanos);
    }

    /**
     * Says also who the leader is.
     *
     * @param subjects how many messages each subject has, as far as that was asked
     * @param behind how many messages the answer does not know of yet
     */
    static Map<String, @Nullable Object> withLeader(
            SimulatedStream stream, Map<String, Long> subjects, long behind, long nowEpochNanos) {
        return of(stream, subjects, Map.of("leader", LEADER), behind, nowEpochNanos);
    }

    private static Map<String, @Nullable Object> of(
            SimulatedStream stream,
            Map<String, Long> subjects,
            Map<String, @Nullable Object> cluster,
            long behind,
            long nowEpochNanos) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put(
                "config",
                stream.configuration().toJson(metadata(requiredLevel(stream.configuration()))));
        info.put("created", Request.time(stream.createdEpochNanos()));
        info.put("state", state(stream.contents(), stream.consumers().count(), subjects, behind));
        if (!cluster.isEmpty()) {
            info.put("cluster", cluster);
        }
        info.put("ts", Request.time(nowEpochNanos));
        return info;
    }

    private static String requiredLevel(StreamConfiguration configuration) {
        if (configuration.allowsBatches()) {
            return "4";
        }
        return configuration.allowsTimeToLive() ? "1" : "0";
    }

    /** What a server adds to the metadata of a stream and of a consumer. */
    static Map<String, String> metadata(String requiredLevel) {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("_nats.level", API_LEVEL);
        metadata.put("_nats.req.level", requiredLevel);
        metadata.put("_nats.ver", SERVER_VERSION);
        return metadata;
    }

    private static Map<String, @Nullable Object> state(
            StreamContents contents, int consumers, Map<String, Long> subjects, long behind) {
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("messages", Math.max(0, contents.messageCount() - behind));
        state.put("bytes", contents.bytes());
        state.put("first_seq", contents.firstSequence());
        state.put("first_ts", Request.time(contents.firstAtEpochNanos()));
        long least = Math.max(0, contents.firstSequence() - 1);
        state.put("last_seq", Math.max(least, contents.lastSequence() - behind));
        state.put("last_ts", Request.time(contents.lastAtEpochNanos()));
        if (contents.subjectCount() > 0) {
            state.put("num_subjects", contents.subjectCount());
        }
        if (!subjects.isEmpty()) {
            state.put("subjects", subjects);
        }
        if (contents.deletedCount() > 0) {
            state.put("num_deleted", contents.deletedCount());
        }
        state.put("consumer_count", consumers);
        return state;
    }
}
