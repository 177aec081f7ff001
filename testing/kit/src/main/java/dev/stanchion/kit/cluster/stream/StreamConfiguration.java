package dev.stanchion.kit.cluster.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a stream, with the defaults of the server filled in. Immutable.
 *
 * <p>It keeps what it was given, so that an answer contains every field. What the simulated cluster
 * cannot do, it does not accept.
 */
public final class StreamConfiguration {
    /** Bounds of the server. */
    private static final int MAX_NAME_LENGTH = 255;

    private static final long MIN_AGE_NANOS = 100_000_000;
    private static final long DUPLICATE_WINDOW_NANOS = 120_000_000_000L;
    private static final long UNLIMITED = -1;

    private static final Set<String> NOT_SIMULATED =
            Set.of(
                    "no_ack",
                    "mirror",
                    "sources",
                    "subject_transform",
                    "republish",
                    "subject_delete_marker_ttl",
                    "allow_msg_counter",
                    "allow_atomic",
                    "allow_msg_schedules",
                    "persist_mode",
                    "sealed");

    private final Map<String, @Nullable Object> fields;

    private StreamConfiguration(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads the configuration of a request.
     *
     * @throws ApiException if the server would refuse it
     */
    public static StreamConfiguration of(Map<String, @Nullable Object> request) {
        Map<String, @Nullable Object> fields = defaults();
        request.forEach((name, value) -> {
            if (NOT_SIMULATED.contains(name) && isSet(value)) {
                throw new UnsupportedOperationException("not simulated: " + name);
            }
            if (!fields.containsKey(name) && !NOT_SIMULATED.contains(name)) {
                throw new ApiException(
                        ApiError.invalidJson("json: unknown field \"" + name + "\""));
            }
            if (fields.containsKey(name) && value != null) {
                fields.put(name, value);
            }
        });
        StreamConfiguration read = new StreamConfiguration(fields);
        read.fillIn();
        read.check();
        return read;
    }

    private static boolean isSet(@Nullable Object value) {
        return value != null && !value.equals(false) && !value.equals(0L) && !value.equals("");
    }

    /** Returns the fields in the order in which the server writes them. */
    private static Map<String, @Nullable Object> defaults() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", "");
        fields.put("description", null);
        fields.put("subjects", null);
        fields.put("retention", "limits");
        fields.put("max_consumers", 0L);
        fields.put("max_msgs", 0L);
        fields.put("max_bytes", 0L);
        fields.put("max_age", 0L);
        fields.put("max_msgs_per_subject", 0L);
        fields.put("max_msg_size", 0L);
        fields.put("discard", "old");
        fields.put("storage", "file");
        fields.put("num_replicas", 0L);
        fields.put("duplicate_window", 0L);
        fields.put("placement", null);
        fields.put("compression", "none");
        fields.put("first_seq", null);
        fields.put("allow_direct", false);
        fields.put("mirror_direct", false);
        fields.put("discard_new_per_subject", null);
        fields.put("sealed", false);
        fields.put("deny_delete", false);
        fields.put("deny_purge", false);
        fields.put("allow_rollup_hdrs", false);
        fields.put("consumer_limits", new LinkedHashMap<String, @Nullable Object>());
        fields.put("allow_msg_ttl", false);
        fields.put("allow_batched", null);
        fields.put("metadata", null);
        return fields;
    }

    private void fillIn() {
        for (String limit :
                List.of(
                        "max_consumers",
                        "max_msgs",
                        "max_bytes",
                        "max_msgs_per_subject",
                        "max_msg_size")) {
            if (number(limit) <= 0) {
                fields.put(limit, UNLIMITED);
            }
        }
        if (number("num_replicas") == 0) {
            fields.put("num_replicas", 1L);
        }
        if (number("duplicate_window") == 0) {
            long age = maxAgeNanos();
            boolean isShort = age > 0 && age < DUPLICATE_WINDOW_NANOS;
            fields.put("duplicate_window", isShort ? age : DUPLICATE_WINDOW_NANOS);
        }
        if (subjects().isEmpty()) {
            fields.put("subjects", List.of(name()));
        }
        for (String optional : List.of("discard_new_per_subject", "allow_batched")) {
            if (!flag(optional)) {
                fields.put(optional, null);
            }
        }
        if (number("first_seq") == 0) {
            fields.put("first_seq", null);
        }
    }

    private void check() {
        if (name().isEmpty()
                || name().chars().anyMatch(c -> c <= ' ' || ".*>\\/".indexOf(c) >= 0)) {
            throw invalid("stream name is required and can not contain '.', '*', '>', '\\', '/'");
        }
        if (name().length() > MAX_NAME_LENGTH) {
            throw invalid("stream name is too long, maximum allowed is " + MAX_NAME_LENGTH);
        }
        if (maxAgeNanos() < 0) {
            throw invalid("max age can not be negative");
        }
        if (maxAgeNanos() > 0 && maxAgeNanos() < MIN_AGE_NANOS) {
            throw invalid("max age needs to be >= 100ms");
        }
        if (flag("deny_purge") && flag("allow_rollup_hdrs")) {
            throw invalid("roll-ups require the purge permission");
        }
        if (flag("discard_new_per_subject") && !discardsNew()) {
            throw invalid("discard new per subject requires discard new policy to be set");
        }
        if (flag("discard_new_per_subject") && maxMessagesPerSubject() <= 0) {
            throw invalid("discard new per subject requires max msgs per subject > 0");
        }
    }

    private static ApiException invalid(String why) {
        return new ApiException(ApiError.invalidConfiguration(why));
    }

    /**
     * Checks that a stream can get this configuration instead of another.
     *
     * @throws ApiException if the server would refuse it
     */
    void checkUpdateOf(StreamConfiguration before) {
        String update = "stream configuration update can not ";
        if (!text("storage").equals(before.text("storage"))) {
            throw invalid(update + "change storage type");
        }
        if (before.flag("deny_delete") && !flag("deny_delete")) {
            throw invalid(update + "cancel deny message deletes");
        }
        if (before.flag("deny_purge") && !flag("deny_purge")) {
            throw invalid(update + "cancel deny purge");
        }
    }

    /** Returns the fields as an answer shows them: without those that are not set. */
    public Map<String, @Nullable Object> toJson(Map<String, String> addedMetadata) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                shown.put(name, value);
            }
        });
        Map<String, @Nullable Object> metadata = new TreeMap<>(addedMetadata);
        if (fields.get("metadata") instanceof Map<?, ?> own) {
            own.forEach((name, value) -> metadata.putIfAbsent((String) name, (Object) value));
        }
        shown.put("metadata", metadata);
        return shown;
    }

    /** Tells whether two configurations are the same, but for what the server adds by itself. */
    boolean isSame(StreamConfiguration other) {
        return toJson(Map.of()).equals(other.toJson(Map.of()));
    }

    public String name() {
        return text("name");
    }

    public List<String> subjects() {
        return fields.get("subjects") instanceof List<?> all
                ? all.stream().map(String.class::cast).toList()
                : List.of();
    }

    long maxMessages() {
        return number("max_msgs");
    }

    long maxBytes() {
        return number("max_bytes");
    }

    long maxAgeNanos() {
        return number("max_age");
    }

    long maxMessagesPerSubject() {
        return number("max_msgs_per_subject");
    }

    long maxMessageBytes() {
        return number("max_msg_size");
    }

    long firstSequence() {
        return Math.max(1, number("first_seq"));
    }

    boolean discardsNew() {
        return text("discard").equals("new");
    }

    boolean discardsNewPerSubject() {
        return flag("discard_new_per_subject");
    }

    boolean isReplicated() {
        return number("num_replicas") > 1;
    }

    boolean deniesDelete() {
        return flag("deny_delete");
    }

    boolean deniesPurge() {
        return flag("deny_purge");
    }

    boolean allowsRollup() {
        return flag("allow_rollup_hdrs");
    }

    boolean allowsDirect() {
        return flag("allow_direct");
    }

    boolean allowsTimeToLive() {
        return flag("allow_msg_ttl");
    }

    boolean allowsBatches() {
        return flag("allow_batched");
    }

    private long number(String field) {
        return fields.get(field) instanceof Number number ? number.longValue() : 0;
    }

    private boolean flag(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    private String text(String field) {
        return String.valueOf(fields.get(field));
    }
}
