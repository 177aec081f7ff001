package dev.stanchion.store.file.commit;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A file of the commit log, before its frames are looked at. Immutable.
 *
 * @param firstFrame frames of earlier files are void from this number on; the greatest if the
 *     header does not say it
 * @param isHeaderWhole whether it is as it was written
 */
record CommitFile(Path path, long number, long sizeBytes, long firstFrame, boolean isHeaderWhole) {

    /**
     * Reads a header. A version counts only if the checksum says that it was written like that.
     *
     * @throws StoreException of kind {@code CORRUPT} if a newer Stanchion wrote the file
     */
    static CommitFile read(Disk disk, Path path, long number) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            long sizeBytes = file.sizeBytes();
            if (sizeBytes < FrameLayout.FILE_HEADER_BYTES) {
                return new CommitFile(path, number, sizeBytes, Long.MAX_VALUE, false);
            }
            ByteBuffer header = ByteBuffer.allocate(FrameLayout.FILE_HEADER_BYTES);
            file.readFully(header, 0);
            header.flip();
            long magic = header.getLong();
            int version = header.getInt();
            long foundNumber = header.getLong();
            long firstFrame = header.getLong();
            boolean isWhole =
                    magic == FrameLayout.FILE_MAGIC
                            && header.getInt() == FrameLayout.fileChecksum(header);
            if (isWhole && version != FrameLayout.VERSION) {
                throw wrongVersion(path, version);
            }
            boolean isTrusted = isWhole && foundNumber == number;
            return new CommitFile(
                    path, number, sizeBytes, isTrusted ? firstFrame : Long.MAX_VALUE, isTrusted);
        }
    }

    private static StoreException wrongVersion(Path path, int version) {
        return new StoreException(
                StoreException.Kind.CORRUPT,
                "open",
                path.toString(),
                ("it has format version %d (expected: %d); a newer Stanchion wrote it, start that"
                                + " one")
                        .formatted(version, FrameLayout.VERSION));
    }

    /** Returns whether it can contain a frame. */
    boolean hasRoom() {
        return sizeBytes >= FrameLayout.FILE_HEADER_BYTES;
    }
}
