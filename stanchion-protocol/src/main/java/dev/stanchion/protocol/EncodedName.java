package dev.stanchion.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A name as one token of a subject: letters, digits, {@code _} and {@code -} as they are, and every
 * other byte as {@code =HH}. Different names stay different. Stateless.
 */
public final class EncodedName {
    private static final String HEX = "0123456789ABCDEF";
    private static final int BITS_OF_HALF = 4;
    private static final int LOW_HALF = 0xF;

    private EncodedName() {}

    /** Returns the token of a name. */
    public static String of(String name) {
        StringBuilder token = new StringBuilder(name.length() + 16);
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(each)) {
                token.append((char) each);
            } else {
                token.append('=')
                        .append(HEX.charAt((each >> BITS_OF_HALF) & LOW_HALF))
                        .append(HEX.charAt(each & LOW_HALF));
            }
        }
        return token.toString();
    }

    private static boolean isPlain(byte each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '_'
                || each == '-';
    }

    /** Returns the name of a token; empty if no name has this token. */
    public static Optional<String> decode(String token) {
        byte[] bytes = new byte[token.length()];
        int length = 0;
        for (int at = 0; at < token.length(); at++) {
            char each = token.charAt(at);
            if (each == '=') {
                if (at + 2 >= token.length()) {
                    return Optional.empty();
                }
                int high = HEX.indexOf(token.charAt(at + 1));
                int low = HEX.indexOf(token.charAt(at + 2));
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes[length++] = (byte) ((high << BITS_OF_HALF) | low);
                at += 2;
            } else if (each < 128 && isPlain((byte) each)) {
                bytes[length++] = (byte) each;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }
}
