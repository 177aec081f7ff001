package dev.stanchion.store.file.catalog;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.recordlog.LogFile;
import dev.stanchion.store.file.recordlog.LogFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;

/** A record log's files on a store's disk; names are safe at once. */
record DiskLogFiles(Disk disk) implements LogFiles {
    @Override
    public LogFile open(Path path) throws IOException {
        return new OfDisk(disk.openAlone(path));
    }

    @Override
    public void replace(Path replacement, Path replaced) throws IOException {
        disk.rename(replacement, replaced);
        disk.syncDirectory(Objects.requireNonNull(replaced.getParent()));
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    private record OfDisk(DiskFile file) implements LogFile {
        @Override
        public long sizeBytes() throws IOException {
            return file.sizeBytes();
        }

        @Override
        public void read(ByteBuffer target, long position) throws IOException {
            file.readFully(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            file.writeFully(new ByteBuffer[] {source}, position);
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            file.truncate(sizeBytes);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
