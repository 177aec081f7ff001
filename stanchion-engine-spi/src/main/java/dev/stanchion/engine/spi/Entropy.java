package dev.stanchion.engine.spi;

/** Where inboxes, tokens and server IDs get their chance from. Safe for use by many threads. */
@FunctionalInterface
public interface Entropy {
    /**
     * Returns that many random characters of {@code 0-9A-Za-z}; in production they cannot be
     * guessed.
     */
    String token(int length);
}
