package dev.stanchion.server.commandline;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the directory for state that outlives a program and needs no backup: {@code
 * $XDG_STATE_HOME}, else {@code ~/.local/state}, or {@code /var/lib} for users without a home
 * directory.
 */
public final class StateDirectory {
    private StateDirectory() {}

    /** Returns the directory for Stanchion, which need not exist. */
    public static Path of(Map<String, String> environment) {
        Path stateHome = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
        Path inHome = Path.of(environment.getOrDefault("HOME", "")).resolve(".local/state");
        return Stream.of(stateHome, inHome, Path.of("/var/lib"))
                .filter(Path::isAbsolute)
                .findFirst()
                .orElseThrow()
                .resolve("stanchion");
    }
}
