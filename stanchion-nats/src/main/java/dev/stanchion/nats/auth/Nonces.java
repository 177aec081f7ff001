package dev.stanchion.nats.auth;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes what clients have to sign, another one for each. As safe as its source of chance. */
public final class Nonces {
    /** Eleven bytes are fifteen characters. */
    private static final int BYTES = 11;

    private final RandomGenerator random;

    /**
     * @param random cannot be predicted, and is safe for use by many threads
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
