package dev.stanchion.server.api;

import dev.stanchion.server.http.Json;
import dev.stanchion.server.http.JsonBody;

/**
 * The body of a request that pauses deliveries: {@code {"for":"10m","reason":"…"}}. Immutable.
 *
 * @param forNanos after which the pause ends by itself; 0 for never
 * @param reason may be empty
 */
record PauseBody(long forNanos, String reason) {
    private static final String FOR = "for";
    private static final String REASON = "reason";
    private static final int MAX_REASON = 200;

    /**
     * Reads a body.
     *
     * @throws dev.stanchion.server.http.ProblemException if it is not valid
     */
    static PauseBody read(JsonBody body) {
        long forNanos = Times.nanos(body, FOR).orElse(0);
        String reason = body.text(REASON).orElse("");
        if (reason.length() > MAX_REASON) {
            throw body.wrong(REASON, "at most " + MAX_REASON + " characters");
        }
        body.end();
        return new PauseBody(forNanos, reason);
    }

    /** Returns the body as JSON. */
    String json() {
        return Json.object(out -> {
            if (forNanos > 0) {
                out.writeStringProperty(FOR, Times.duration(forNanos));
            }
            if (!reason.isEmpty()) {
                out.writeStringProperty(REASON, reason);
            }
        });
    }
}
