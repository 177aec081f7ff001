package dev.stanchion.cli.api;

import dev.stanchion.admin.http.ApiClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the server's answers into maps, lists and texts. */
public final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonTree() {}

    /** Returns the fields of an object; none if the text is no JSON object. */
    public static Map<String, Object> object(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? fields(parser) : Map.of();
        } catch (JacksonException noJson) {
            return Map.of();
        }
    }

    /** Returns the fields of an answer; none if it is no JSON object. */
    public static Map<String, Object> of(ApiClient.Answer answer) {
        return object(answer.text());
    }

    private static Map<String, Object> fields(JsonParser parser) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            default -> parser.getString();
        };
    }

    /** Returns a text of an object; empty if it has none of this name. */
    public static String text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? text : "";
    }

    /** Returns an object within an object; an empty one if it has none of this name. */
    public static Map<String, Object> inner(Map<String, Object> object, String name) {
        return object.get(name) instanceof Map<?, ?> fields ? copy(fields) : Map.of();
    }

    /** Returns the objects in a list of an object. */
    public static List<Map<String, Object>> objects(Map<String, Object> object, String name) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (object.get(name) instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> fields) {
                    objects.add(copy(fields));
                }
            }
        }
        return objects;
    }

    /** Returns the texts in a list of an object. */
    public static List<String> texts(Map<String, Object> object, String name) {
        return object.get(name) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, Object> copy(Map<?, ?> fields) {
        Map<String, Object> copy = new LinkedHashMap<>();
        fields.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
