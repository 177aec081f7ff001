package dev.stanchion.nats.auth;

import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * Makes nonces for clients to sign, a new one for each client. Safe for use by many threads if its
 * random generator is.
 */
public final class Nonces {
    /** Eleven bytes are fifteen characters. */
    private static final int BYTES = 11;

    private final RandomGenerator random;

    /**
     * @param random must be unpredictable and safe for use by many threads
     */
    public Nonces(RandomGenerator random) {
        this.random = random;
    }

    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
