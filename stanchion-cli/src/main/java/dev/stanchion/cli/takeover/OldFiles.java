package dev.stanchion.cli.takeover;

import dev.stanchion.transfer.Source;
import dev.stanchion.transfer.gofile.GoFileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The file store of the old server. */
record OldFiles(Path directory, GoFileStore.Options options) implements OldStore {
    /** Returns whether a path, which need not exist, is in a directory. */
    static boolean contains(Path directory, Path path) {
        return real(path).startsWith(real(directory));
    }

    /** Follows links as far as the path exists. */
    private static Path real(Path path) {
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

    @Override
    public Source look() {
        return GoFileStore.openRunning(directory, options);
    }

    @Override
    public Source stopped() {
        return GoFileStore.open(directory, options);
    }

    @Override
    public boolean isInUse() {
        return GoFileStore.userOf(directory).isPresent();
    }

    @Override
    public boolean hasPositions() {
        return true;
    }

    @Override
    public String shown() {
        return directory.toString();
    }
}
