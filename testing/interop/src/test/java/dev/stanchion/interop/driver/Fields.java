package dev.stanchion.interop.driver;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A line of a driver's conversation: a flat JSON object.
 *
 * @param values the values by field; strings, numbers and booleans, which reading makes strings
 */
public record Fields(Map<String, Object> values) {
    private static final JsonFactory JSON = new JsonFactory();

    public Fields {
        values = Map.copyOf(values);
    }

    public static Fields none() {
        return new Fields(Map.of());
    }

    /** Returns these fields and one more, or with another value. */
    public Fields with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Fields(more);
    }

    /** Returns these fields and the text with which something failed. */
    Fields withError(Throwable failure) {
        String text = failure.getMessage();
        return with("error", text == null ? failure.toString() : text);
    }

    /** Returns the text of a field that must be there. */
    public String text(String name) {
        return optionalText(name)
                .orElseThrow(() -> new IllegalStateException("no " + name + " in " + values));
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name)).map(Object::toString);
    }

    public long number(String name) {
        return Long.parseLong(text(name));
    }

    static Fields parse(String line) {
        Map<String, Object> values = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                values.put(name, parser.getString());
            }
        }
        return new Fields(values);
    }

    String line() {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            values.forEach((name, value) -> write(json, name, value));
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, String name, Object value) {
        switch (value) {
            case Long number -> json.writeNumberProperty(name, number);
            case Integer number -> json.writeNumberProperty(name, number);
            case Boolean flag -> json.writeBooleanProperty(name, flag);
            case Object text -> json.writeStringProperty(name, text.toString());
        }
    }
}
