package dev.stanchion.nats.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Quotes text as Go's {@code %q} does: names in error texts, which clients extract by the quotes,
 * and payloads in traces.
 */
public final class GoQuote {
    private static final int DELETE = 0x7f;
    private static final char REPLACEMENT = 0xFFFD;

    private GoQuote() {}

    /** Returns the text between quotes. Bytes that are not valid UTF-8 are escaped one by one. */
    public static String of(byte[] text) {
        var quoted = new StringBuilder(text.length + 2).append('"');
        int at = 0;
        while (at < text.length) {
            int length = lengthOfCharacter(text, at);
            if (length == 0) {
                appendByte(quoted, text[at++]);
            } else {
                String character = new String(text, at, length, StandardCharsets.UTF_8);
                append(quoted, character.codePointAt(0));
                at += length;
            }
        }
        return quoted.append('"').toString();
    }

    /** Returns how many bytes the character at this index takes; 0 if there is no valid one. */
    private static int lengthOfCharacter(byte[] text, int at) {
        int first = text[at] & 0xFF;
        int length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (length < 2) {
            return length;
        }
        if (first > 0xF4 || at + length > text.length) {
            return 0;
        }
        // The decoder checks the continuation bytes. For invalid bytes it returns replacement
        // characters.
        String decoded = new String(text, at, length, StandardCharsets.UTF_8);
        boolean isOne = decoded.codePointCount(0, decoded.length()) == 1;
        return isOne && (decoded.charAt(0) != REPLACEMENT || isReplacement(text, at)) ? length : 0;
    }

    private static boolean isReplacement(byte[] text, int at) {
        return (text[at] & 0xFF) == 0xEF
                && (text[at + 1] & 0xFF) == 0xBF
                && (text[at + 2] & 0xFF) == 0xBD;
    }

    private static void appendByte(StringBuilder quoted, byte value) {
        quoted.append("\\x").append(HexFormat.of().toHexDigits(value));
    }

    private static void append(StringBuilder quoted, int codePoint) {
        switch (codePoint) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\t' -> quoted.append("\\t");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case 0x07 -> quoted.append("\\a");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            case 0x0b -> quoted.append("\\v");
            default -> {
                if (codePoint < ' ' || codePoint == DELETE) {
                    appendByte(quoted, (byte) codePoint);
                } else if (!isShown(codePoint)) {
                    quoted.append(
                            (codePoint > 0xFFFF ? "\\U%08x" : "\\u%04x").formatted(codePoint));
                } else {
                    quoted.appendCodePoint(codePoint);
                }
            }
        }
    }

    /**
     * Returns whether the character is shown as it is. Invisible and misleading characters are
     * escaped.
     */
    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            case Character.SPACE_SEPARATOR -> codePoint == ' ';
            default -> true;
        };
    }
}
