package dev.stanchion.cli.terminal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Shows a message's bytes in one line. */
public final class Payload {
    private static final int SHOWN_BYTES = 32;

    private Payload() {}

    /** Returns JSON with its white space put in order, text as it is, and anything else in hex. */
    public static String inOneLine(byte[] data) {
        return text(data)
                .map(text -> visible(OneLineJson.format(text).orElse(text)))
                .orElseGet(() -> hex(data));
    }

    /** Returns text as it is, and anything else in hex. Control characters are escaped. */
    public static String verbatim(byte[] data) {
        return text(data).map(Payload::visible).orElseGet(() -> hex(data));
    }

    /** Returns the text; empty if it is not UTF-8. */
    public static Optional<String> text(byte[] data) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Escapes control characters: a message must not move the cursor, or worse. */
    public static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> append(shown, codePoint));
        return shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        switch (codePoint) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (Character.isISOControl(codePoint)) {
                    shown.append("\\u%04x".formatted(codePoint));
                } else {
                    shown.appendCodePoint(codePoint);
                }
            }
        }
    }

    private static String hex(byte[] data) {
        int shown = Math.min(data.length, SHOWN_BYTES);
        return "%s%s (%d bytes, not text)"
                .formatted(
                        HexFormat.of().formatHex(data, 0, shown),
                        shown < data.length ? "…" : "",
                        data.length);
    }
}
