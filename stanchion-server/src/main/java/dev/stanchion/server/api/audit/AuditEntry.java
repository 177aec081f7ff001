package dev.stanchion.server.api.audit;

import dev.stanchion.server.http.Json;
import tools.jackson.core.JsonGenerator;

/**
 * One change, refused change or log-in. Immutable.
 *
 * @param number counts the entries since the start of the server
 * @param time RFC 3339
 * @param user empty if nobody was logged in
 * @param role empty if there was none
 * @param action the operation of the API: {@code purgeChannel}
 * @param target the path of the request
 * @param body the body in JSON, without payloads and secrets; empty if there was none
 * @param result the answer in JSON, or what the problem was; empty if there was no content
 */
public record AuditEntry(
        long number,
        String time,
        String requestId,
        String user,
        String role,
        String address,
        String action,
        String target,
        String body,
        int status,
        String result,
        long millis) {
    /** Writes the members of the entry. */
    public void write(JsonGenerator out) {
        out.writeNumberProperty("number", number);
        out.writeStringProperty("time", time);
        out.writeStringProperty("requestId", requestId);
        out.writeStringProperty("user", user);
        out.writeStringProperty("role", role);
        out.writeStringProperty("address", address);
        out.writeStringProperty("action", action);
        out.writeStringProperty("target", target);
        raw(out, "body", body);
        out.writeNumberProperty("status", status);
        raw(out, "result", result);
        out.writeNumberProperty("ms", millis);
    }

    private static void raw(JsonGenerator out, String name, String json) {
        if (!json.isEmpty()) {
            out.writeName(name);
            out.writeRawValue(json);
        }
    }

    /** Returns the entry on one line. */
    public String line() {
        return Json.object(this::write);
    }
}
