package dev.stanchion.cli.terminal;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON in one line that reads well: {@code {"id": "t1", "price": 20}}. */
public final class OneLineJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private OneLineJson() {}

    /** Returns the same JSON with its white space put in order; empty if the text is not JSON. */
    public static Optional<String> format(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            StringBuilder line = new StringBuilder(text.length() + 16);
            boolean first = true;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                first = append(line, parser, token, first);
                if (parser.streamReadContext().inRoot() && parser.nextToken() != null) {
                    return Optional.empty(); // one value and then more
                }
            }
            return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * Tells why a text that looks like JSON is none; empty if it is JSON or does not look like it.
     */
    public static Optional<String> defect(String text) {
        String start = text.stripLeading();
        if (!start.startsWith("{") && !start.startsWith("[")) {
            return Optional.empty();
        }
        return error(text);
    }

    /** Tells why a text is not JSON, and where; empty if it is JSON. */
    public static Optional<String> error(String text) {
        if (text.isBlank()) {
            return Optional.of("it is empty");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null
                    ? Optional.empty()
                    : Optional.of(
                            "something follows its end"
                                    + place(text, parser.currentTokenLocation()));
        } catch (JacksonException e) {
            return Optional.of(e.getOriginalMessage() + place(text, e.getLocation()));
        }
    }

    /** Returns the column, and the line where there is more than one. */
    private static String place(String text, TokenStreamLocation at) {
        return text.strip().indexOf('\n') < 0
                ? " (column %d)".formatted(at.getColumnNr())
                : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    }

    /** Appends a token; {@code first} tells whether nothing stands before it that wants a comma. */
    private static boolean append(
            StringBuilder line, JsonParser parser, JsonToken token, boolean first) {
        if (!first && token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
            line.append(", ");
        }
        if (token == JsonToken.PROPERTY_NAME) {
            quote(line, parser.currentName()).append(": ");
            return true;
        }
        if (token == JsonToken.VALUE_STRING) {
            quote(line, parser.getString());
            return false;
        }
        line.append(parser.getString()); // numbers keep their digits: 1.10 stays 1.10
        return token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
    }

    private static StringBuilder quote(StringBuilder line, String text) {
        line.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, line);
        return line.append('"');
    }
}
