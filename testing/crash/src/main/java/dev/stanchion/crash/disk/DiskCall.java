package dev.stanchion.crash.disk;

import java.nio.file.Path;

/**
 * A process's call to the disk. Immutable.
 *
 * @param path the file or directory; of a rename, the name before
 * @param bytes the number of bytes to write or read; the new size for a truncation; otherwise 0
 */
public record DiskCall(Operation operation, Path path, long bytes) {
    /** The calls of {@link dev.stanchion.store.file.disk.Disk} and its files. */
    public enum Operation {
        CREATE,
        OPEN,
        READ,
        WRITE,
        /**
         * The process writes to memory that is mapped to a file. This is no call, and no thread
         * waits for it.
         */
        PUT,
        FORCE,
        TRUNCATE,
        CLOSE,
        CREATE_DIRECTORY,
        LIST,
        RENAME,
        LINK,
        DELETE,
        SYNC_DIRECTORY;

        /** Returns whether the call may change the disk. */
        public boolean isChange() {
            return switch (this) {
                case OPEN, READ, CLOSE, LIST -> false;
                case CREATE,
                        WRITE,
                        PUT,
                        FORCE,
                        TRUNCATE,
                        CREATE_DIRECTORY,
                        RENAME,
                        LINK,
                        DELETE,
                        SYNC_DIRECTORY ->
                        true;
            };
        }
    }

    @Override
    public String toString() {
        return bytes == 0 ? operation + " " + path : operation + " " + path + " " + bytes;
    }
}
