package dev.stanchion.kit.cluster.json;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the API of JetStream uses it. An object is a map, an array a list, and a number without a
 * fraction a {@link Long}.
 */
public final class Json {
    private Json() {}

    /**
     * Reads a text.
     *
     * @throws JsonSyntaxException if it is not JSON
     */
    public static @Nullable Object read(String text) {
        return new JsonReader(text).readAll();
    }

    /** Writes a value; the entries of a map in its own order. */
    public static String write(@Nullable Object value) {
        StringBuilder target = new StringBuilder();
        append(target, value);
        return target.toString();
    }

    private static void append(StringBuilder target, @Nullable Object value) {
        switch (value) {
            case null -> target.append("null");
            case String text -> appendText(target, text);
            case Map<?, ?> object -> appendObject(target, object);
            case Collection<?> array -> appendArray(target, array);
            case Boolean truth -> target.append(truth);
            case Number number -> target.append(number);
            default -> throw new IllegalArgumentException("not JSON: " + value.getClass());
        }
    }

    private static void appendObject(StringBuilder target, Map<?, ?> object) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            target.append(separator);
            appendText(target, String.valueOf(entry.getKey()));
            target.append(':');
            append(target, entry.getValue());
            separator = ",";
        }
        target.append(object.isEmpty() ? "{}" : "}");
    }

    private static void appendArray(StringBuilder target, Collection<?> array) {
        String separator = "[";
        for (Object each : array) {
            target.append(separator);
            append(target, each);
            separator = ",";
        }
        target.append(array.isEmpty() ? "[]" : "]");
    }

    /** As Go writes it, which escapes what is special in HTML. */
    private static void appendText(StringBuilder target, String text) {
        target.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> target.append("\\\"");
                case '\\' -> target.append("\\\\");
                case '\n' -> target.append("\\n");
                case '\r' -> target.append("\\r");
                case '\t' -> target.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || c == '>' || c == '&') {
                        target.append(String.format("\\u%04x", (int) c));
                    } else {
                        target.append(c);
                    }
                }
            }
        }
        target.append('"');
    }
}
