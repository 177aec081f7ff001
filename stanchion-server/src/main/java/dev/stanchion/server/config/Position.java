package dev.stanchion.server.config;

/**
 * A place in a file. Immutable.
 *
 * @param file the name on the command line or in the include
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) {
    /** Returns the position in the form of editors and terminals: {@code a.conf:3:5}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
