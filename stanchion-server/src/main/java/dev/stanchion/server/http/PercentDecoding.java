package dev.stanchion.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * Decodes a segment of a path, or a name or value of a query. It decodes once: {@code %252F} is
 * {@code %2F}.
 */
public final class PercentDecoding {
    private static final int HEX = 16;

    private PercentDecoding() {}

    /** Returns the text; empty if an escape is incomplete, or the bytes are not UTF-8. */
    public static Optional<String> ofSegment(String encoded) {
        return decode(encoded, false);
    }

    /** Does the same for a part of a query, where a plus sign is a space. */
    static Optional<String> ofQuery(String encoded) {
        return decode(encoded, true);
    }

    private static Optional<String> decode(String encoded, boolean plusIsSpace) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char next = encoded.charAt(i);
            if (next == '%') {
                int value = escaped(encoded, i + 1);
                if (value < 0) {
                    return Optional.empty();
                }
                bytes.write(value);
                i += 2;
            } else if (next == '+' && plusIsSpace) {
                bytes.write(' ');
            } else if (next > 0x7F) {
                bytes.writeBytes(String.valueOf(next).getBytes(UTF_8));
            } else {
                bytes.write(next);
            }
        }
        return text(bytes.toByteArray());
    }

    private static int escaped(String encoded, int at) {
        if (at + 2 > encoded.length()) {
            return -1;
        }
        int high = Character.digit(encoded.charAt(at), HEX);
        int low = Character.digit(encoded.charAt(at + 1), HEX);
        return high < 0 || low < 0 ? -1 : high * HEX + low;
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
