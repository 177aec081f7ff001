package dev.stanchion.server.config;

/**
 * A place in a file. Immutable.
 *
 * @param file as it was named, or as an include names it
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) {
    /** Returns what editors and terminals understand: {@code a.conf:3:5}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
