package dev.stanchion.store.sql.source;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code keyword=value} pairs. Values with spaces are in single quotes, and a backslash
 * escapes the next character. Used once.
 */
final class KeywordText {
    private final String text;
    private int at;

    KeywordText(String text) {
        this.text = text;
    }

    Map<String, String> read() {
        Map<String, String> pairs = new LinkedHashMap<>();
        skipSpaces();
        while (at < text.length()) {
            String name = name();
            pairs.put(name, value(name));
            skipSpaces();
        }
        return pairs;
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String name() {
        int start = at;
        while (at < text.length()
                && text.charAt(at) != '='
                && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        skipSpaces();
        if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
            // this text may be the second half of a password
            throw new MalformedSourceException(
                    "source",
                    "word at character %d is not followed by = (expected: user=… password='…'"
                                    .formatted(start + 1)
                            + " dbname=…; a value with spaces needs single quotes)");
        }
        at++;
        skipSpaces();
        return name;
    }

    private String value(String name) {
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '\\' && at < text.length()) {
                value.append(text.charAt(at++));
            } else if (quoted && next == '\'') {
                return value.toString();
            } else if (!quoted && Character.isWhitespace(next)) {
                return value.toString();
            } else {
                value.append(next);
            }
        }
        if (quoted) {
            throw new MalformedSourceException(name, "its value has no closing quote");
        }
        return value.toString();
    }
}
