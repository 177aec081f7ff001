package dev.stanchion.spring;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The field of a JSON payload that carries the headers of a trace: {@code
 * "_trace":{"traceparent":"00-…"}}. All other bytes of a payload stay as they are. Immutable.
 *
 * @param name key of the field, at the top level of the payload
 */
record TraceField(String name) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    TraceField {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "field of traces: '"
                            + name
                            + "' (expected: 1 to 64 letters, digits, '_', '.' or '-')");
        }
    }

    /**
     * Puts headers in front of a payload's other fields. A payload that is no JSON object, or that
     * has the field already, stays as it is.
     */
    byte[] write(byte[] payload, Map<String, String> headers) {
        JsonObjectBytes object = new JsonObjectBytes(payload);
        int first = object.firstMember();
        if (headers.isEmpty() || first < 0 || object.valueOf(name) != JsonObjectBytes.ABSENT) {
            return payload;
        }
        StringBuilder text = new StringBuilder("\"").append(name).append("\":{");
        headers.forEach((key, value) -> {
            text.append(text.charAt(text.length() - 1) == '{' ? "" : ",");
            quote(text, key);
            text.append(':');
            quote(text, value);
        });
        text.append('}').append(object.isEmpty() ? "" : ",");
        byte[] field = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] traced = new byte[payload.length + field.length];
        System.arraycopy(payload, 0, traced, 0, first);
        System.arraycopy(field, 0, traced, first, field.length);
        System.arraycopy(payload, first, traced, first + field.length, payload.length - first);
        return traced;
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    /** Returns the headers in a payload; none if it has no such field, or one of another kind. */
    Map<String, String> read(byte[] payload) {
        JsonObjectBytes object = new JsonObjectBytes(payload);
        int value = object.valueOf(name);
        return value < 0 ? Map.of() : object.textsAt(value);
    }
}
