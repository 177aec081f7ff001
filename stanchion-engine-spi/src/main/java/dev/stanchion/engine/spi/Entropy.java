package dev.stanchion.engine.spi;

/** The source of randomness for inboxes, tokens and server IDs. Safe for use by many threads. */
@FunctionalInterface
public interface Entropy {
    /**
     * Returns that many random characters of {@code 0-9A-Za-z}; in production they cannot be
     * guessed.
     */
    String token(int length);
}
