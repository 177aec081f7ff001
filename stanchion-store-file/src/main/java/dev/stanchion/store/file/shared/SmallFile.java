package dev.stanchion.store.file.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Files of a few bytes that servers write for each other. Each look opens the file anew: then a
 * network file system asks its server whether the file has changed. For the same reason nothing is
 * ever cut off or renamed here. Stateless.
 */
final class SmallFile {
    private static final int MOST_BYTES = 4096;

    private SmallFile() {}

    static String read(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            int bytes = (int) Math.min(MOST_BYTES, file.sizeBytes());
            ByteBuffer text = ByteBuffer.allocate(bytes);
            file.readFully(text, 0);
            return new String(text.array(), UTF_8);
        }
    }

    /** Creates a file, and returns when its content is on the disk. */
    static void create(Disk disk, Path path, String text) throws IOException {
        try (DiskFile file = disk.create(path)) {
            write(file, text);
        }
    }

    /** Writes over the beginning of a file that exists, and returns when that is on the disk. */
    static void overwrite(Disk disk, Path path, String text) throws IOException {
        try (DiskFile file = disk.open(path, Disk.Access.READ_WRITE)) {
            write(file, text);
        }
    }

    private static void write(DiskFile file, String text) throws IOException {
        file.writeFully(new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(UTF_8))}, 0);
        file.force();
    }
}
