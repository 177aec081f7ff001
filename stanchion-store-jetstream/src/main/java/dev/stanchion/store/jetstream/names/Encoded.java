package dev.stanchion.store.jetstream.names;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Encodes texts so that they can be part of a name in NATS. */
final class Encoded {
    private static final String HEX = "0123456789ABCDEF";
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int DIGEST_DIGITS = 26;
    private static final int BITS_OF_DIGIT = 5;
    private static final int BITS_OF_HALF = 4;
    private static final int LOW_HALF = 0xF;
    private static final int LOWEST_PRINTABLE = 0x21;
    private static final int HIGHEST_PRINTABLE = 0x7E;

    private Encoded() {}

    /**
     * Returns one token: letters, digits, {@code _} and {@code -} stay as they are, and each other
     * byte becomes {@code =HH}.
     */
    static String token(String text) {
        StringBuilder token = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(each)) {
                token.append((char) each);
            } else {
                escape('=', each, token);
            }
        }
        return token.toString();
    }

    static boolean isPlain(byte each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '_'
                || each == '-';
    }

    /** Returns the text of a token; empty if no text has this token. */
    static Optional<String> textOf(String token) {
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

    /**
     * Returns a subject with the same tokens. Printable ASCII stays as it is, except what has a
     * meaning in subjects or in this encoding. Each other byte becomes {@code %HH}.
     */
    static String subject(String channel) {
        StringBuilder subject = new StringBuilder(channel.length() + 16);
        for (byte each : channel.getBytes(StandardCharsets.UTF_8)) {
            boolean isPrintable = each >= LOWEST_PRINTABLE && each <= HIGHEST_PRINTABLE;
            if (isPrintable && each != '%' && each != '*' && each != '>') {
                subject.append((char) each);
            } else {
                escape('%', each, subject);
            }
        }
        return subject.toString();
    }

    private static void escape(char mark, byte each, StringBuilder target) {
        target.append(mark)
                .append(HEX.charAt((each >> BITS_OF_HALF) & LOW_HALF))
                .append(HEX.charAt(each & LOW_HALF));
    }

    /** Returns 130 bits of the text's SHA-256 as letters and digits. */
    static String digest(String text) {
        byte[] hash = sha256(text.getBytes(StandardCharsets.UTF_8));
        StringBuilder digits = new StringBuilder(DIGEST_DIGITS);
        for (int digit = 0; digit < DIGEST_DIGITS; digit++) {
            int value = 0;
            for (int bit = digit * BITS_OF_DIGIT; bit < (digit + 1) * BITS_OF_DIGIT; bit++) {
                int shift = Byte.SIZE - 1 - bit % Byte.SIZE;
                value = (value << 1) | ((hash[bit / Byte.SIZE] >> shift) & 1);
            }
            digits.append(BASE_32.charAt(value));
        }
        return digits.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
