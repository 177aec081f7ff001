package dev.stanchion.store.jetstream.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object that somebody else has written. A field that is missing or of another type has the
 * value of an absent one. Immutable.
 */
public final class JsonObject {
    /** An object without fields. */
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> fields;

    private JsonObject(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Reads an object. Text that is not a JSON object has no fields. */
    public static JsonObject parse(ByteBuf buffer, int index, int length) {
        return parse(ByteBufUtil.getBytes(buffer, index, length));
    }

    /** Reads an object. Text that is not a JSON object has no fields. */
    public static JsonObject parse(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return EMPTY;
            }
            return new JsonObject(readObject(parser));
        } catch (JacksonException e) {
            return EMPTY;
        }
    }

    private static Map<String, Object> readObject(JsonParser parser) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Object value = readValue(parser, parser.nextToken());
            if (value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static @Nullable Object readValue(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> new JsonObject(readObject(parser));
            case START_ARRAY -> readList(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static List<Object> readList(JsonParser parser) {
        List<Object> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            Object value = readValue(parser, token);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** Writes an object. */
    public static byte[] write(Consumer<JsonGenerator> fields) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Returns a text; empty if there is none. */
    public String text(String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    /** Returns a number; 0 if there is none. */
    public long number(String name) {
        return fields.get(name) instanceof Long number ? number : 0;
    }

    /** Returns the sum of all fields that are numbers. */
    public long sum() {
        return fields.values().stream()
                .filter(Long.class::isInstance)
                .mapToLong(Long.class::cast)
                .sum();
    }

    /** Returns whether a field is {@code true}. */
    public boolean flag(String name) {
        return fields.get(name) instanceof Boolean flag && flag;
    }

    /** Returns an object; one without fields if there is none. */
    public JsonObject object(String name) {
        return fields.get(name) instanceof JsonObject object ? object : EMPTY;
    }

    /** Returns the objects of a list; empty if there is none. */
    public List<JsonObject> objects(String name) {
        if (!(fields.get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    /** Returns the texts of a list; empty if there is none. */
    public List<String> texts(String name) {
        if (!(fields.get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }
}
