package dev.stanchion.server.config;

/**
 * A key with its value. Immutable.
 *
 * @param key as written, without quotes
 * @param position where the key begins
 */
public record Entry(String key, Value value, Position position) {}
