package dev.stanchion.spring;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds fields of a JSON object in its bytes, without a library: an application may have Jackson 2,
 * Jackson 3 or none. It skips what it does not look for and checks only as much as that needs.
 * Belongs to one thread.
 */
final class JsonObjectBytes {
    /** There is no such field. */
    static final int ABSENT = -1;

    /** The bytes are no JSON object. */
    static final int NO_OBJECT = -2;

    /** More texts than a trace has are of no use, so they are left out. */
    private static final int MOST_TEXTS = 16;

    private final byte[] bytes;
    private int at;

    JsonObjectBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the position behind the brace that opens the object, or {@link #NO_OBJECT}. */
    int firstMember() {
        at = 0;
        return takes('{') ? at : NO_OBJECT;
    }

    /** Returns whether the object has no field. */
    boolean isEmpty() {
        return firstMember() >= 0 && takes('}');
    }

    /** Returns where the value of a field begins, or {@link #ABSENT} or {@link #NO_OBJECT}. */
    int valueOf(String name) {
        if (firstMember() < 0) {
            return NO_OBJECT;
        }
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        int found = ABSENT;
        if (!takes('}')) {
            do {
                int key = keyStart();
                if (key < 0) {
                    return NO_OBJECT;
                }
                if (found == ABSENT && isText(key, wanted)) {
                    found = at;
                }
                if (!skipValue()) {
                    return NO_OBJECT;
                }
            } while (takes(','));
            if (!takes('}')) {
                return NO_OBJECT;
            }
        }
        skipSpace();
        return at == bytes.length ? found : NO_OBJECT;
    }

    /** Returns the fields of the object at a position whose values are texts, in their order. */
    Map<String, String> textsAt(int position) {
        Map<String, String> texts = new LinkedHashMap<>();
        at = position;
        if (!takes('{') || takes('}')) {
            return texts;
        }
        do {
            int key = keyStart();
            int value = at;
            if (key < 0 || !skipValue()) {
                return Map.of();
            }
            String name = text(key);
            String text = text(value);
            if (name != null && text != null && texts.size() < MOST_TEXTS) {
                texts.put(name, text);
            }
        } while (takes(','));
        return texts;
    }

    /** Moves behind a key and its colon, and to its value. Returns where the key begins, or -1. */
    private int keyStart() {
        skipSpace();
        int key = at;
        if (!skipText() || !takes(':')) {
            return -1;
        }
        skipSpace();
        return key;
    }

    private boolean takes(char wanted) {
        skipSpace();
        if (at < bytes.length && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < bytes.length
                && (bytes[at] == ' '
                        || bytes[at] == '\t'
                        || bytes[at] == '\n'
                        || bytes[at] == '\r')) {
            at++;
        }
    }

    private boolean skipText() {
        if (at >= bytes.length || bytes[at] != '"') {
            return false;
        }
        for (at++; at < bytes.length; at++) {
            if (bytes[at] == '\\') {
                at++;
            } else if (bytes[at] == '"') {
                at++;
                return true;
            }
        }
        return false;
    }

    /**
     * Moves behind a value. Counts brackets in place of a recursion, which a sender could exhaust.
     */
    private boolean skipValue() {
        int start = at;
        int depth = 0;
        while (at < bytes.length) {
            switch (bytes[at]) {
                case '"' -> {
                    if (!skipText()) {
                        return false;
                    }
                    continue;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (depth == 0) {
                        return at > start;
                    }
                    depth--;
                }
                case ',' -> {
                    if (depth == 0) {
                        return at > start;
                    }
                }
                default -> {}
            }
            at++;
        }
        return false;
    }

    private boolean isText(int start, byte[] wanted) {
        int end = start + 1 + wanted.length;
        if (end >= bytes.length || bytes[end] != '"') {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[start + 1 + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the text that begins at a quotation mark, or null if another value does. */
    private @Nullable String text(int start) {
        int back = at;
        at = start;
        boolean closed = skipText();
        int end = at;
        at = back;
        return closed
                ? unescaped(new String(bytes, start + 1, end - start - 2, StandardCharsets.UTF_8))
                : null;
    }

    private static @Nullable String unescaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int next = 0;
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escape = text.charAt(next++);
            switch (escape) {
                case '"', '\\', '/' -> plain.append(escape);
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'u' -> {
                    int unit = hex(text, next);
                    if (unit < 0) {
                        return null;
                    }
                    plain.append((char) unit);
                    next += 4;
                }
                default -> {
                    return null;
                }
            }
        }
        return plain.toString();
    }

    private static int hex(String text, int start) {
        if (start + 4 > text.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
