package dev.stanchion.nats.monitoring;

import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Which keys a JSON text has, and of which kind their values are: what exporters rely on. */
final class KeyTree {
    private static final JsonFactory JSON = new JsonFactory();

    private KeyTree() {}

    /** Paths like {@code connections[].cid}, with {@code number}, {@code text} and so on. */
    static NavigableMap<String, String> of(String text) {
        NavigableMap<String, String> keys = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            read(parser, "", keys);
        }
        return keys;
    }

    private static void read(JsonParser parser, String path, NavigableMap<String, String> keys) {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                keys.put(path, "object");
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    read(parser, path.isEmpty() ? name : path + "." + name, keys);
                }
            }
            case START_ARRAY -> {
                keys.put(path, "list");
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    read(parser, path + "[]", keys);
                }
            }
            case VALUE_STRING -> keys.put(path, "text");
            case VALUE_TRUE, VALUE_FALSE -> keys.put(path, "truth");
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> keys.put(path, "number");
            default -> keys.put(path, parser.currentToken().toString());
        }
    }
}
