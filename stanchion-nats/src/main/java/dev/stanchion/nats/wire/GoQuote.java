package dev.stanchion.nats.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Quotes names inside error texts as Go's {@code %q} does; clients cut them out by the quotes. */
final class GoQuote {
    private static final int DELETE = 0x7f;

    private GoQuote() {}

    static String of(byte[] name) {
        var quoted = new StringBuilder(name.length + 2).append('"');
        new String(name, StandardCharsets.UTF_8)
                .codePoints()
                .forEach(codePoint -> append(quoted, codePoint));
        return quoted.append('"').toString();
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
                    quoted.append("\\x").append(HexFormat.of().toHexDigits((byte) codePoint));
                } else {
                    quoted.appendCodePoint(codePoint);
                }
            }
        }
    }
}
