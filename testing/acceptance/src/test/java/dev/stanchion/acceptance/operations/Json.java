package dev.stanchion.acceptance.operations;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A document that was read: values by their paths, {@code clients/0/id}, in the order in which they
 * came. Texts have their quotes, so that types can be told apart; an object is <code>{}</code> and
 * an array {@code []}, whatever they hold.
 */
record Json(Map<String, String> values) {
    private static final JsonFactory FACTORY = new JsonFactory();

    static Json read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            read(parser, "", values);
        }
        return new Json(values);
    }

    private static void read(JsonParser parser, String path, Map<String, String> values) {
        String inside = path.isEmpty() ? "" : path + "/";
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                values.put(path, "{}");
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    read(parser, inside + name, values);
                }
            }
            case START_ARRAY -> {
                values.put(path, "[]");
                for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                    read(parser, inside + i, values);
                }
            }
            case VALUE_STRING -> values.put(path, '"' + parser.getString() + '"');
            default -> values.put(path, parser.getString());
        }
    }

    /** Returns a value; null if it is not there. */
    @Nullable String at(String path) {
        return values.get(path);
    }

    long number(String path) {
        return Long.parseLong(values.getOrDefault(path, "not there"));
    }

    boolean has(String path) {
        return values.containsKey(path);
    }

    /** Returns the paths in order, each with its type, and the number that stands for it. */
    List<String> shape() {
        List<String> lines = new ArrayList<>();
        values.forEach((path, value) -> lines.add(path + " " + typeOf(value)));
        return lines;
    }

    private static String typeOf(String value) {
        return switch (value.charAt(0)) {
            case '"' -> "text";
            case '{', '[' -> value;
            case 't', 'f' -> "truth";
            default -> "number";
        };
    }
}
