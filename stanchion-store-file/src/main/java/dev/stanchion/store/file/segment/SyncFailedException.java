package dev.stanchion.store.file.segment;

import java.io.IOException;
import java.nio.file.Path;

/** A file could not be forced to the disk, and must not be trusted from then on. */
public final class SyncFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    SyncFailedException(Path path, IOException cause) {
        super(path + " could not be synced: " + cause.getMessage(), cause);
    }
}
