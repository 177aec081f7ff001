package dev.stanchion.activity;

import java.nio.charset.StandardCharsets;

/**
 * A cluster ID as one token of a subject: letters, digits, {@code _} and {@code -} as they are, and
 * every other byte as {@code =HH}. Different names stay different. Pure.
 */
final class EncodedName {
    private EncodedName() {}

    static String of(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(each)) {
                encoded.append((char) each);
            } else {
                encoded.append("=%02X".formatted(each));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(byte character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '-';
    }
}
