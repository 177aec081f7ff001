package dev.stanchion.kit.cluster.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one text of JSON, once. */
final class JsonReader {
    private final String text;
    private int position;

    JsonReader(String text) {
        this.text = text;
    }

    @Nullable Object readAll() {
        Object value = readValue();
        skipSpace();
        if (position < text.length()) {
            throw unexpected();
        }
        return value;
    }

    private @Nullable Object readValue() {
        skipSpace();
        return switch (peek()) {
            case '{' -> readObject();
            case '[' -> readArray();
            case '"' -> readText();
            case 't' -> readWord("true", true);
            case 'f' -> readWord("false", false);
            case 'n' -> readWord("null", null);
            default -> readNumber();
        };
    }

    private Map<String, @Nullable Object> readObject() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        position++;
        skipSpace();
        while (peek() != '}') {
            skipSpace();
            String name = readText();
            skipSpace();
            take(':');
            object.put(name, readValue());
            skipSpace();
            if (peek() != '}') {
                take(',');
            }
        }
        position++;
        return object;
    }

    private List<@Nullable Object> readArray() {
        List<@Nullable Object> array = new ArrayList<>();
        position++;
        skipSpace();
        while (peek() != ']') {
            array.add(readValue());
            skipSpace();
            if (peek() != ']') {
                take(',');
            }
        }
        position++;
        return array;
    }

    private String readText() {
        take('"');
        StringBuilder read = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(position++);
            read.append(c == '\\' ? readEscaped() : c);
        }
        position++;
        return read.toString();
    }

    private char readEscaped() {
        char c = peek();
        position++;
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> readCode();
            default -> c;
        };
    }

    private char readCode() {
        if (position + 4 > text.length()) {
            throw unexpected();
        }
        position += 4;
        return (char) Integer.parseInt(text.substring(position - 4, position), 16);
    }

    private @Nullable Object readWord(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, position)) {
            throw unexpected();
        }
        position += word.length();
        return meaning;
    }

    private Object readNumber() {
        int start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String number = text.substring(start, position);
        try {
            return number.matches("-?\\d+")
                    ? (Object) Long.valueOf(number)
                    : Double.valueOf(number);
        } catch (NumberFormatException e) {
            position = start;
            throw unexpected();
        }
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private char peek() {
        if (position >= text.length()) {
            throw new JsonSyntaxException("unexpected end of JSON input");
        }
        return text.charAt(position);
    }

    private void take(char expected) {
        if (peek() != expected) {
            throw unexpected();
        }
        position++;
    }

    private JsonSyntaxException unexpected() {
        return new JsonSyntaxException(
                "invalid character at " + position + ": " + text.substring(position));
    }
}
