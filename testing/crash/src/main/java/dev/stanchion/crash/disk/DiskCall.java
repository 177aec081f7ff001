package dev.stanchion.crash.disk;

import java.nio.file.Path;

/**
 * What a process asks of the disk. Immutable.
 *
 * @param path the file or directory; of a rename, the name before
 * @param bytes how much is to be written or read; where a truncation cuts; otherwise 0
 */
public record DiskCall(Operation operation, Path path, long bytes) {
    /** The calls of {@link dev.stanchion.store.file.disk.Disk} and its files. */
    public enum Operation {
        CREATE,
        OPEN,
        READ,
        WRITE,
        /** Memory that stands for a part of a file is written; no call, and nobody waits. */
        PUT,
        FORCE,
        TRUNCATE,
        CLOSE,
        CREATE_DIRECTORY,
        LIST,
        RENAME,
        DELETE,
        SYNC_DIRECTORY;

        /** Tells whether the call may leave the disk other than it was. */
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
