package dev.stanchion.server.http;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a call has no result, in the form of RFC 9457. It contains neither secrets nor the inside of
 * the server. Immutable.
 *
 * @param detail what is wrong in this call; one sentence
 * @param remedy what to do about it; empty if nobody knows
 * @param errors the fields and parameters that are wrong
 * @param near existing names that are similar to the one that was not found
 * @param more additional members, each with its value in JSON
 * @param headers additional headers of the answer
 */
public record Problem(
        Code code,
        String detail,
        String remedy,
        List<FieldError> errors,
        List<String> near,
        Map<String, String> more,
        Map<String, String> headers) {
    /** The path below which each code has a page. */
    public static final String PAGES = "/api/problems/";

    /**
     * An error in one field of the body or one parameter of the query.
     *
     * @param pointer a JSON pointer into the body, or a question mark and a parameter's name
     */
    public record FieldError(String pointer, String detail) {}

    public Problem {
        errors = List.copyOf(errors);
        near = List.copyOf(near);
        more = Map.copyOf(more);
        headers = Map.copyOf(headers);
    }

    /** Returns a problem without particulars. */
    public static Problem of(Code code, String detail) {
        return new Problem(code, detail, "", List.of(), List.of(), Map.of(), Map.of());
    }

    /** Returns a problem of one field or parameter. */
    public static Problem invalid(String pointer, String detail) {
        return of(Code.INVALID, "the request is not valid: " + pointer + ": " + detail)
                .withErrors(List.of(new FieldError(pointer, detail)));
    }

    public Problem withRemedy(String text) {
        return new Problem(code, detail, text, errors, near, more, headers);
    }

    public Problem withErrors(List<FieldError> list) {
        return new Problem(code, detail, remedy, list, near, more, headers);
    }

    public Problem withNear(List<String> names) {
        return new Problem(code, detail, remedy, errors, names, more, headers);
    }

    /** Returns this problem with another member, whose value is JSON. */
    public Problem with(String member, String json) {
        Map<String, String> added = new TreeMap<>(more);
        added.put(member, json);
        return new Problem(code, detail, remedy, errors, near, added, headers);
    }

    public Problem withHeader(String name, String value) {
        Map<String, String> added = new TreeMap<>(headers);
        added.put(name, value);
        return new Problem(code, detail, remedy, errors, near, more, added);
    }

    /**
     * Returns the answer.
     *
     * @param requestId how the log calls this call
     */
    public Reply reply(String requestId) {
        String json =
                Json.object(out -> {
                    out.writeStringProperty("type", PAGES + code.text());
                    out.writeStringProperty("title", code.title());
                    out.writeNumberProperty("status", code.status());
                    out.writeStringProperty("detail", detail);
                    out.writeStringProperty("instance", requestId);
                    if (!remedy.isEmpty()) {
                        out.writeStringProperty("remedy", remedy);
                    }
                    if (!errors.isEmpty()) {
                        out.writeArrayPropertyStart("errors");
                        for (FieldError error : errors) {
                            out.writeStartObject();
                            out.writeStringProperty("pointer", error.pointer());
                            out.writeStringProperty("detail", error.detail());
                            out.writeEndObject();
                        }
                        out.writeEndArray();
                    }
                    if (!near.isEmpty()) {
                        Json.texts(out, "near", near);
                    }
                    new TreeMap<>(more)
                            .forEach((name, value) -> {
                                out.writeName(name);
                                out.writeRawValue(value);
                            });
                });
        return Reply.of(code.status(), "application/problem+json", json, headers);
    }
}
