package dev.stanchion.store.file.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file system, as far as a store needs one. Safe for use by many threads.
 *
 * <p>No method has a body, so that a disk that passes calls on to another one cannot forget any: a
 * store must behave in the same way with any disk in between.
 *
 * <p>A name that was created, renamed or deleted survives the end of the machine only after {@link
 * #syncDirectory}.
 */
public interface Disk {
    /**
     * Creates a file to write and read.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    DiskFile create(Path path) throws IOException;

    /**
     * Opens a file that exists.
     *
     * @throws java.nio.file.NoSuchFileException if it does not
     * @throws NoFileException if it is something else than a file
     */
    DiskFile open(Path path, Access access) throws IOException;

    /**
     * Opens a file to read and write, which is created if it is missing, and keeps it to this
     * process until it is closed, as far as the system can do that.
     *
     * @throws dev.stanchion.engine.spi.StoreException of kind {@code BUSY} if another has it
     */
    DiskFile openAlone(Path path) throws IOException;

    /** The use of an open file. */
    enum Access {
        READ,
        READ_WRITE
    }

    /** Creates a directory, with all above it that are missing; one that is there is a success. */
    void createDirectory(Path directory) throws IOException;

    /**
     * Returns the names in a directory, in no particular order.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such directory
     */
    List<Entry> list(Path directory) throws IOException;

    /** A name in a directory. */
    record Entry(Path path, boolean isDirectory) {
        /** Returns the last part of the path. */
        public String name() {
            return String.valueOf(path.getFileName());
        }
    }

    /**
     * Gives a file another name in the same directory; a file of that name is gone then. So it is
     * with a directory, but one of that name that is not empty stays, and the call fails.
     */
    void rename(Path from, Path to) throws IOException;

    /**
     * Gives a file one more name, which may be in another directory.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    void link(Path existing, Path name) throws IOException;

    /** Deletes a file or an empty directory; one that is not there is a success. */
    void delete(Path path) throws IOException;

    /** Returns when all changes of names in the directory would survive the end of the machine. */
    void syncDirectory(Path directory) throws IOException;

    /** Returns how much can still be written where the directory is. */
    long usableBytes(Path directory) throws IOException;

    /** Returns how much can be written at the most where the directory is. */
    long totalBytes(Path directory) throws IOException;

    /**
     * Keeps a directory to the caller until the lock is closed or its process ends.
     *
     * @throws dev.stanchion.engine.spi.StoreException of kind {@code BUSY} if another process has
     *     it; the text names that process
     */
    Hold lock(Path directory) throws IOException;

    /** Returns an ID of this start of the machine; 0 if there is none. */
    long bootId();

    /** A directory that one process has. */
    interface Hold extends Closeable {
        /**
         * Checks whether the directory still belongs to the holder; the file that marks it as in
         * use may have been deleted.
         *
         * @return the reason why it does not; empty if it does
         */
        Optional<String> lost() throws IOException;
    }
}
