package dev.stanchion.bench.page;

import dev.stanchion.load.LoadException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * A value of a JSON text with its place in the text, for errors.
 *
 * @param place for people: the text's origin, line and column
 * @param name the name of the value, or of the list or map that contains it
 * @param content a map of values, a list of values, a string, a number or a truth value
 */
record JsonValue(String place, String name, @Nullable Object content) {
    private static final String REMEDY = "Write a result with 'bin/stanchion bench --json FILE'.";

    /** Reads a whole text. */
    static JsonValue parse(String origin, String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            JsonValue value = read(origin, "the file", parser);
            if (parser.nextToken() != null) {
                throw value.refused("ends before the text does");
            }
            return value;
        } catch (JacksonException e) {
            throw new LoadException(
                    place(origin, e.getLocation()) + ": no JSON: " + problem(e), REMEDY, e);
        }
    }

    /**
     * Returns Jackson's error text without the place, because Jackson cannot show the place of a
     * string.
     */
    private static String problem(JacksonException e) {
        return e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
    }

    private static JsonValue read(String origin, String name, JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new LoadException(origin + " is empty", REMEDY);
        }
        return new JsonValue(
                place(origin, parser.currentTokenLocation()),
                name,
                switch (token) {
                    case START_OBJECT -> fields(origin, parser);
                    case START_ARRAY -> elements(origin, name, parser);
                    case VALUE_STRING -> parser.getString();
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
                    case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
                    default -> null;
                });
    }

    private static Map<String, JsonValue> fields(String origin, JsonParser parser) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, read(origin, "'" + name + "'", parser));
        }
        return fields;
    }

    private static List<JsonValue> elements(String origin, String name, JsonParser parser) {
        List<JsonValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(origin, "an element of " + name, parser));
        }
        return elements;
    }

    private static String place(String origin, @Nullable TokenStreamLocation location) {
        return location == null
                ? origin
                : "%s, line %d, column %d"
                        .formatted(origin, location.getLineNr(), location.getColumnNr());
    }

    /** Returns a field of this object; an object without it is refused. */
    JsonValue field(String field) {
        return optional(field).orElseThrow(() -> refused("lacks '" + field + "'"));
    }

    /** Returns a field of this object, if it has it. */
    Optional<JsonValue> optional(String field) {
        if (!(content instanceof Map<?, ?> fields)) {
            throw refused("is no object");
        }
        return Optional.ofNullable((JsonValue) fields.get(field));
    }

    /** Returns the elements of this array. */
    List<JsonValue> elements() {
        if (!(content instanceof List<?> elements)) {
            throw refused("is no array");
        }
        return elements.stream().map(JsonValue.class::cast).toList();
    }

    String string() {
        if (!(content instanceof String string)) {
            throw refused("is no string");
        }
        return string;
    }

    double number() {
        if (!(content instanceof Double number) || !Double.isFinite(number)) {
            throw refused("is no number");
        }
        return number;
    }

    /** Returns this number; zero and less are refused. */
    double positive() {
        double number = number();
        if (number <= 0) {
            throw refused("is %s (expected: more than 0)".formatted(number));
        }
        return number;
    }

    /** Returns this number, which counts something. */
    long count() {
        double number = number();
        if (number < 0 || number != Math.rint(number)) {
            throw refused("is %s (expected: a whole number from 0 on)".formatted(number));
        }
        return (long) number;
    }

    /** Returns an error about this value, with its place. */
    LoadException refused(String problem) {
        return new LoadException("%s: %s %s".formatted(place, name, problem), REMEDY);
    }
}
