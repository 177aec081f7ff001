package dev.stanchion.server.config;

/**
 * A key with its value. Immutable.
 *
 * @param key as written, without quotes
 * @param position where the key begins
 * @param isVariable whether another value in the file refers to it
 */
public record Entry(String key, Value value, Position position, boolean isVariable) {
    Entry(String key, Value value, Position position) {
        this(key, value, position, false);
    }

    Entry referredTo() {
        return new Entry(key, value, position, true);
    }
}
