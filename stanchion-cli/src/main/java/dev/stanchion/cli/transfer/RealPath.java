package dev.stanchion.cli.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where a path leads, links included. */
public final class RealPath {
    private RealPath() {}

    /** Returns whether a path, which need not exist, is a directory or lies in it. */
    public static boolean isWithin(Path directory, Path path) {
        return of(path).startsWith(of(directory));
    }

    /** Follows links as far as the path exists. */
    private static Path of(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path existing = absolute;
        while (!Files.exists(existing)) {
            existing = Objects.requireNonNull(existing.getParent(), "the root exists");
        }
        try {
            return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
        } catch (IOException e) {
            return absolute;
        }
    }
}
