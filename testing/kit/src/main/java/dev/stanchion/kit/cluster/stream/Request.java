package dev.stanchion.kit.cluster.stream;

import dev.stanchion.kit.cluster.core.CoreMessage;
import dev.stanchion.kit.cluster.json.Json;
import dev.stanchion.kit.cluster.json.JsonSyntaxException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a request to the API of JetStream. Immutable. */
final class Request {
    private static final long NANOS = 1_000_000_000;

    private final Map<String, @Nullable Object> fields;

    private Request(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads a request.
     *
     * @param known the fields that it may have
     * @throws ApiException if it has others, or is not JSON
     */
    static Request read(CoreMessage message, Collection<String> known) {
        return of(object(message), known);
    }

    /** Takes fields, as the other method does. */
    static Request of(Map<String, @Nullable Object> fields, Collection<String> known) {
        Request request = new Request(fields);
        for (String field : request.fields.keySet()) {
            if (!known.contains(field)) {
                throw new ApiException(
                        ApiError.invalidJson("json: unknown field \"" + field + "\""));
            }
        }
        return request;
    }

    /** Returns the request as it is; nothing if it is empty. */
    @SuppressWarnings("unchecked")
    static Map<String, @Nullable Object> object(CoreMessage message) {
        if (message.payload().length == 0) {
            return Map.of();
        }
        try {
            Object read = Json.read(message.text());
            return read instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
        } catch (JsonSyntaxException e) {
            throw new ApiException(ApiError.invalidJson(e.reason()));
        }
    }

    Optional<Object> find(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    boolean has(String field) {
        return find(field).isPresent();
    }

    long number(String field) {
        return fields.get(field) instanceof Number number ? number.longValue() : 0;
    }

    String text(String field) {
        return fields.get(field) instanceof String text ? text : "";
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(fields.get(field));
    }

    List<String> texts(String field) {
        return fields.get(field) instanceof List<?> all
                ? all.stream().map(String.class::cast).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    Map<String, @Nullable Object> fields(String field) {
        return fields.get(field) instanceof Map<?, ?> map
                ? (Map<String, @Nullable Object>) map
                : Map.of();
    }

    /** Returns a time of day in nanoseconds since 1970. */
    long epochNanos(String field) {
        Instant instant = Instant.parse(text(field));
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }

    /** Writes a time of day, 0 as the time that stands for none. */
    static String time(long epochNanos) {
        return epochNanos == 0
                ? "0001-01-01T00:00:00Z"
                : Instant.ofEpochSecond(epochNanos / NANOS, epochNanos % NANOS).toString();
    }
}
