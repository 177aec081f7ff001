package dev.stanchion.engine.policy;

/**
 * Where a setting is written. Immutable.
 *
 * @param file the configuration file; empty for the command line
 * @param line in the file, from 1; 0 for the command line
 */
public record PolicyPlace(String file, int line) {
    /** The flag {@code --policy}. */
    public static final PolicyPlace COMMAND_LINE = new PolicyPlace("", 0);

    @Override
    public String toString() {
        return file.isEmpty() ? "--policy" : file + ":" + line;
    }
}
