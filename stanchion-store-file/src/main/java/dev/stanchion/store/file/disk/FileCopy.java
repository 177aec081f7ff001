package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Copies files on one disk. Stateless. */
public final class FileCopy {
    private static final int COPY_BYTES = 1 << 20;

    private FileCopy() {}

    /** Copies a file, and returns when the content of the copy is forced to the disk. */
    public static void copy(Disk disk, Path from, Path to) throws IOException {
        try (DiskFile source = disk.open(from, Disk.Access.READ);
                DiskFile target = disk.create(to)) {
            ByteBuffer buffer = ByteBuffer.allocate(COPY_BYTES);
            long size = source.sizeBytes();
            for (long at = 0; at < size; at += buffer.limit()) {
                buffer.clear().limit((int) Math.min(COPY_BYTES, size - at));
                source.readFully(buffer, at);
                target.writeFully(new ByteBuffer[] {buffer.flip()}, at);
            }
            target.force();
        }
    }
}
