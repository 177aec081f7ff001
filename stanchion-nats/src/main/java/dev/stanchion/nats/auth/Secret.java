package dev.stanchion.nats.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * A configured password or token, in clear text or as a bcrypt hash. Immutable. It never shows what
 * it is, and comparing takes as long whatever is right about the other.
 */
public final class Secret {

    private static final Pattern HASH = Pattern.compile("\\$2[abxy]\\$\\d{2}\\$.*");

    /** None: what an absent password equals ({@code spec/nats-core.md} 7.2). */
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

    /** Whether it is a bcrypt hash, so that comparing takes long. */
    public boolean isHashed() {
        return hashed;
    }

    /** Whether the other is the configured text. Not for a hash. */
    boolean equalsText(String other) {
        return !hashed && MessageDigest.isEqual(configured, bytes(other));
    }

    /** The hash, for whoever computes another one with its salt. */
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
