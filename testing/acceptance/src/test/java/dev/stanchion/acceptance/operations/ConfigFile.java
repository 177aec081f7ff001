package dev.stanchion.acceptance.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration file that exists as long as this JVM. */
final class ConfigFile {
    private ConfigFile() {}

    static String of(String text) {
        try {
            Path file = Files.createTempFile("server", ".conf");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
