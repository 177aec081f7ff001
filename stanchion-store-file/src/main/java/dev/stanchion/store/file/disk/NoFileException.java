package dev.stanchion.store.file.disk;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** In the place of a file there is a directory, a FIFO, a socket or a device. */
public final class NoFileException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    public NoFileException(Path path) {
        super(path.toString(), null, "it is no regular file (a directory, FIFO, socket or device)");
    }
}
