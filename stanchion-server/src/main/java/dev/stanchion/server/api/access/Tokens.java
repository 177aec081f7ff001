package dev.stanchion.server.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes and compares secrets that nobody can guess. */
final class Tokens {
    private static final int BYTES = 32;

    private Tokens() {}

    /** Returns a new secret of 32 random bytes, in characters that a header can contain. */
    static String next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the hash under which a secret is kept. A search by it tells nothing by its time. */
    static String hash(String secret) {
        return HexFormat.of().formatHex(digest(secret));
    }

    /** Returns whether two secrets are equal. It takes the same time for every wrong one. */
    static boolean areEqual(String one, String other) {
        return MessageDigest.isEqual(digest(one), digest(other));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }
}
