package dev.stanchion.server.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into maps, lists, texts, numbers and booleans. */
public final class JsonTree {
    private JsonTree() {}

    /** Returns the value of a document. */
    public static @Nullable Object parse(String json) {
        try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            in.nextToken();
            Object value = value(in);
            if (in.nextToken() != null) {
                throw new AssertionError("more than one value: " + json);
            }
            return value;
        }
    }

    /** Returns the object of a document. */
    public static Map<String, Object> object(String json) {
        return asObject(parse(json));
    }

    /** Returns a value as an object. */
    @SuppressWarnings("unchecked") // only value() makes maps
    public static Map<String, Object> asObject(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return (Map<String, Object>) value;
        }
        throw new AssertionError("not an object: " + value);
    }

    /** Returns a value as a list. */
    public static List<?> asList(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new AssertionError("not a list: " + value);
    }

    private static @Nullable Object value(JsonParser in) {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    String name = in.currentName();
                    in.nextToken();
                    members.put(name, value(in));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(in));
                }
                yield items;
            }
            case VALUE_STRING -> in.getString();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
