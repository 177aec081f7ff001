package dev.stanchion.store.file.recordlog;

import java.io.IOException;
import java.nio.file.Path;

/** Opens {@link LogFile}s: of the disk, or of a test's disk that fails on request. */
public interface LogFiles {
    /** Opens a file to read and write, and creates it if it is missing. */
    LogFile open(Path path) throws IOException;

    /** Gives a file the name of another, which is gone then: at every instant there is one. */
    void replace(Path replacement, Path replaced) throws IOException;

    /** Deletes a file; one that is not there is a success. */
    void delete(Path path) throws IOException;
}
