package dev.stanchion.store.jetstream.names;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
                escape(each, subject);
            }
        }
        return subject.toString();
    }

    private static void escape(byte each, StringBuilder target) {
        target.append('%')
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
