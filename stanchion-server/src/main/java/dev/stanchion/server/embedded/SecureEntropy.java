package dev.stanchion.server.embedded;

import dev.stanchion.engine.spi.Entropy;
import java.security.SecureRandom;

/** Makes unguessable tokens. Safe for use by many threads. */
public final class SecureEntropy implements Entropy {
    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final SecureRandom random = new SecureRandom();

    @Override
    public String token(int length) {
        StringBuilder token = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return token.toString();
    }
}
