package dev.stanchion.server.api;

/**
 * One setting of a server's process as it is in effect. Immutable.
 *
 * @param key its path in a configuration file, {@code streaming.limits.max_msgs}; empty if it has
 *     none
 * @param flag its name on the command line, {@code --max-msgs}; empty if it has none
 * @param value as a user would write it; {@code (hidden)} stands for a secret
 * @param standard the value without a setting
 * @param place where it is set: empty for nowhere, {@link #COMMAND_LINE}, or a position in a file
 * @param needsRestart whether only a restart changes it; a reload changes the others
 */
public record Setting(
        String key,
        String flag,
        String value,
        String standard,
        String place,
        boolean needsRestart) {
    /** The {@link #place} of a flag. */
    public static final String COMMAND_LINE = "command line";

    /** Returns whether somebody has set it. */
    public boolean isSet() {
        return !place.isEmpty();
    }
}
