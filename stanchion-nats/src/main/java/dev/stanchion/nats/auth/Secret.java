package dev.stanchion.nats.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * A configured password or token, in clear text or as a bcrypt hash. Immutable. It never shows its
 * content. A comparison takes the same time for every wrong text.
 */
public final class Secret {

    private static final Pattern HASH = Pattern.compile("\\$2[abxy]\\$\\d{2}\\$.*");

    /** No secret. It equals a missing password ({@code spec/nats-core.md} 7.2). */
    public static final Secret NONE = new Secret("");

    private final byte[] configured;
    private final boolean hashed;

    private Secret(String configured) {
        this.configured = bytes(configured);
        this.hashed = HASH.matcher(configured).matches();
    }

    public static Secret of(String configured) {
        return new Secret(configured);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public boolean isEmpty() {
        return configured.length == 0;
    }

    /** Returns whether it is a bcrypt hash, so that a comparison takes long. */
    public boolean isHashed() {
        return hashed;
    }

    /** Returns whether the other text is the configured one. Not for a hash. */
    public boolean equalsText(String other) {
        return !hashed && MessageDigest.isEqual(configured, bytes(other));
    }

    /** Returns the hash, so that the caller can compute another one with its salt. */
    byte[] hash() {
        return configured.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(configured, secret.configured);
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode(); // nothing about the content
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : "[hidden]";
    }
}
