package dev.stanchion.cli.transfer;

import dev.stanchion.transfer.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Where a path leads, links included. */
final class RealPath {
    private RealPath() {}

    /** Returns whether a path, which need not exist, is a directory or lies in it. */
    static boolean isWithin(Path directory, Path path) {
        return of(path).startsWith(of(directory));
    }

    /**
     * Refuses a target that shares files with what is read: a server that uses the one would find
     * the other between its own files, and whoever deletes the one deletes the other.
     *
     * @param source a directory or a file
     * @throws TransferException if the target is the source, lies in it, or contains it
     */
    static void requireApart(Path source, Path target) {
        if (isWithin(source, target)) {
            throw new TransferException(
                    "--into %s is in the source %s, which stays as it is".formatted(target, source),
                    "Name a directory outside of it.");
        }
        if (isWithin(target, source)) {
            throw new TransferException(
                    "--into %s contains the source %s".formatted(target, source),
                    "Name a directory beside the source.");
        }
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
