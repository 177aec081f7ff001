package dev.stanchion.server.api;

import dev.stanchion.server.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The members of one object in an answer, in their order. Belongs to one call.
 *
 * <p>A value is a text, a number, a boolean, a row, JSON, or a list of these.
 */
final class Row {
    /** A value that is JSON already. */
    record Raw(String json) {}

    private final Map<String, Object> members = new LinkedHashMap<>();

    Row with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** Adds a member unless its text is empty. */
    Row withText(String name, String text) {
        return text.isEmpty() ? this : with(name, text);
    }

    @Nullable Object value(String name) {
        return members.get(name);
    }

    /** Returns the object. */
    String json() {
        return Json.object(this::write);
    }

    /** Writes the members that are wanted; all if none is named. */
    void write(JsonGenerator out, Set<String> wanted) {
        members.forEach((name, value) -> {
            if (wanted.isEmpty() || wanted.contains(name)) {
                out.writeName(name);
                write(out, value);
            }
        });
    }

    void write(JsonGenerator out) {
        write(out, Set.of());
    }

    private static void write(JsonGenerator out, Object value) {
        switch (value) {
            case String text -> out.writeString(text);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Double number -> out.writeNumber(number);
            case Boolean truth -> out.writeBoolean(truth);
            case Raw(String json) -> out.writeRawValue(json);
            case Row row -> {
                out.writeStartObject();
                row.write(out);
                out.writeEndObject();
            }
            case List<?> items -> {
                out.writeStartArray();
                items.forEach(item -> write(out, item));
                out.writeEndArray();
            }
            default ->
                    throw new IllegalStateException(
                            "value of " + value.getClass() + " (expected: one of JSON's kinds)");
        }
    }
}
