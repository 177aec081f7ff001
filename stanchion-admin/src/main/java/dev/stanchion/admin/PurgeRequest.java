package dev.stanchion.admin;

import java.time.Duration;
import java.util.Map;

/** How much a purge removes. Immutable. */
public final class PurgeRequest {
    private final Map<String, Object> body;

    private PurgeRequest(String name, Object value) {
        body = Map.of(name, value);
    }

    /** Removes all messages. */
    public static PurgeRequest all() {
        return new PurgeRequest("all", true);
    }

    /** Removes all messages up to a sequence, with it. */
    public static PurgeRequest upTo(long sequence) {
        return new PurgeRequest("upTo", sequence);
    }

    /** Removes what was stored longer ago. */
    public static PurgeRequest olderThan(Duration age) {
        return new PurgeRequest("olderThan", DurationText.of(age));
    }

    /** Removes all but the newest messages. */
    public static PurgeRequest keepLast(long messages) {
        return new PurgeRequest("keepLast", messages);
    }

    Map<String, Object> body() {
        return body;
    }
}
