package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The file in the place of the catalog in a directory whose store is in its epochs. A version that
 * knows no epochs finds a catalog of a newer format there, and refuses it. Otherwise it would begin
 * an empty store beside them. Stateless.
 */
final class PlainStoreMark {
    private static final long MAGIC = 0x5354414E52454353L; // STANRECS
    private static final int VERSION = 2;
    private static final int BYTES = 24;

    private PlainStoreMark() {}

    static void put(Disk disk, Path directory) throws IOException {
        Path catalog = directory.resolve("catalog");
        ByteBuffer mark = ByteBuffer.allocate(BYTES);
        mark.putLong(MAGIC).putInt(VERSION).putLong(0);
        CRC32C checksum = new CRC32C();
        checksum.update(mark.duplicate().flip());
        mark.putInt((int) checksum.getValue()).flip();
        Path made = directory.resolve("catalog.mark");
        disk.delete(made);
        try (DiskFile file = disk.create(made)) {
            file.writeFully(new ByteBuffer[] {mark}, 0);
            file.force();
        }
        disk.rename(made, catalog);
        disk.syncDirectory(directory);
    }
}
