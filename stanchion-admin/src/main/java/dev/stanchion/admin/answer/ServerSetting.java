package dev.stanchion.admin.answer;

/**
 * A setting of the server, and where it is set. Immutable.
 *
 * @param key its path in a configuration file: streaming.limits.max_msgs; empty if it has none
 * @param flag its name on the command line: --max-messages; empty if it has none
 * @param value the value as a user would write it; {@code (hidden)} stands for a secret or for a
 *     map with secrets
 * @param standard the value when nobody sets it
 * @param isSet whether the command line or a file sets it
 * @param place where it is set: {@code command line}, or file, line and column; empty for nowhere
 * @param needsRestart whether only a restart changes it; a reload changes the others
 */
public record ServerSetting(
        String key,
        String flag,
        String value,
        @JsonName("default") String standard,
        boolean isSet,
        String place,
        boolean needsRestart) {}
