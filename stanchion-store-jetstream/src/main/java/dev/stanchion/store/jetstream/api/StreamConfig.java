package dev.stanchion.store.jetstream.api;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * The configuration of a stream. Immutable. A limit of 0 means unlimited.
 *
 * @param discardsOld whether old messages make room, rather than new ones being refused
 * @param isKeyValue whether the stream has the further properties of a key-value bucket
 * @param placementTags the tags of servers on which the stream may be
 */
public record StreamConfig(
        String name,
        List<String> subjects,
        long maxMessages,
        long maxBytes,
        long maxAgeNanos,
        boolean discardsOld,
        boolean isKeyValue,
        boolean onFile,
        int replicas,
        boolean compressed,
        List<String> placementTags,
        Map<String, String> metadata) {
    public StreamConfig {
        subjects = List.copyOf(subjects);
        placementTags = List.copyOf(placementTags);
        metadata = Map.copyOf(metadata);
    }

    /** Returns this configuration with a size that nothing limits. */
    public StreamConfig withoutMaxBytes() {
        return new StreamConfig(
                name,
                subjects,
                maxMessages,
                0,
                maxAgeNanos,
                discardsOld,
                isKeyValue,
                onFile,
                replicas,
                compressed,
                placementTags,
                metadata);
    }

    byte[] toJson() {
        return JsonObject.write(this::write);
    }

    private void write(JsonGenerator json) {
        json.writeStringProperty("name", name);
        json.writeArrayPropertyStart("subjects");
        subjects.forEach(json::writeString);
        json.writeEndArray();
        json.writeStringProperty("retention", "limits");
        json.writeStringProperty("discard", discardsOld ? "old" : "new");
        json.writeStringProperty("storage", onFile ? "file" : "memory");
        json.writeStringProperty("compression", compressed ? "s2" : "none");
        json.writeNumberProperty("num_replicas", replicas);
        json.writeNumberProperty("max_consumers", -1);
        json.writeNumberProperty("max_msgs", orUnlimited(maxMessages));
        json.writeNumberProperty("max_bytes", orUnlimited(maxBytes));
        json.writeNumberProperty("max_age", maxAgeNanos);
        json.writeNumberProperty("max_msg_size", -1);
        json.writeNumberProperty("max_msgs_per_subject", isKeyValue ? 1 : -1);
        json.writeBooleanProperty("allow_direct", true);
        json.writeBooleanProperty("allow_batched", true);
        json.writeBooleanProperty("deny_delete", true);
        if (isKeyValue) {
            json.writeBooleanProperty("allow_rollup_hdrs", true);
            json.writeBooleanProperty("allow_msg_ttl", true);
        }
        writeLists(json);
    }

    private void writeLists(JsonGenerator json) {
        if (!placementTags.isEmpty()) {
            json.writeObjectPropertyStart("placement");
            json.writeArrayPropertyStart("tags");
            placementTags.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeObjectPropertyStart("metadata");
        metadata.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    private static long orUnlimited(long limit) {
        return limit == 0 ? -1 : limit;
    }
}
