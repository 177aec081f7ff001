package dev.stanchion.admin;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message to publish. Immutable. */
public final class PublishRequest {
    private final Map<String, Object> body;

    private PublishRequest(Map<String, Object> body) {
        this.body = Map.copyOf(body);
    }

    /** A message with this text in UTF-8. */
    public static PublishRequest of(String data) {
        return new PublishRequest(Map.of("data", data));
    }

    /** A message with these bytes. */
    public static PublishRequest of(byte[] data) {
        return new PublishRequest(Map.of("dataBase64", Base64.getEncoder().encodeToString(data)));
    }

    /** Names the subject that receivers answer to. */
    public PublishRequest reply(String subject) {
        return with("reply", subject);
    }

    /** Publishes it several times, one behind the other: 1 to 1000 times, 16 MiB together. */
    public PublishRequest times(int count) {
        return with("count", count);
    }

    private PublishRequest with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(body);
        more.put(name, value);
        return new PublishRequest(more);
    }

    Map<String, Object> body() {
        return body;
    }
}
