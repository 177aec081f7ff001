package dev.stanchion.store.file.disk;

import java.io.IOException;

/** A directory is not this process's any more, so nothing of it is changed. */
public final class DirectoryTakenException extends IOException {
    private static final long serialVersionUID = 1L;

    public DirectoryTakenException(String reason) {
        super(reason);
    }
}
