package dev.stanchion.server.config;

import java.nio.file.Path;
import java.util.Map;

/** Reads NATS configuration files. */
public final class ConfigurationFile {
    private ConfigurationFile() {}

    /**
     * Reads a whole file and the files that it includes.
     *
     * @param environment the variables that the file does not define
     * @throws SyntaxException if it does not follow the grammar
     * @throws dev.stanchion.server.file.FileOpenException if it cannot be read
     */
    public static Value.Section read(Path file, Map<String, String> environment) {
        return EntryReader.file(new Includes(file, environment, 0), new Scope(null)).section();
    }
}
