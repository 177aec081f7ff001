package dev.stanchion.store.file.check;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.MappedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A disk of which nothing is changed, whatever is asked. Safe for use by many threads. */
final class ReadOnlyDisk implements Disk {
    private final Disk disk;

    ReadOnlyDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public DiskFile create(Path path) {
        return new Nothing();
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        return new Frozen(disk.open(path, Access.READ));
    }

    @Override
    public DiskFile openAlone(Path path) throws IOException {
        try {
            return open(path, Access.READ);
        } catch (NoSuchFileException e) {
            return new Nothing();
        }
    }

    @Override
    public void createDirectory(Path directory) {}

    @Override
    public List<Entry> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void rename(Path from, Path to) {}

    @Override
    public void link(Path existing, Path name) {}

    @Override
    public void delete(Path path) {}

    @Override
    public void syncDirectory(Path directory) {}

    @Override
    public long usableBytes(Path directory) throws IOException {
        return disk.usableBytes(directory);
    }

    @Override
    public long totalBytes(Path directory) throws IOException {
        return disk.totalBytes(directory);
    }

    @Override
    public long bootId() {
        return disk.bootId();
    }

    @Override
    public Hold lock(Path directory) throws IOException {
        return disk.lock(directory);
    }

    private static long skip(ByteBuffer[] sources) {
        long skipped = 0;
        for (ByteBuffer source : sources) {
            skipped += source.remaining();
            source.position(source.limit());
        }
        return skipped;
    }

    private static IOException readOnly() {
        return new IOException("memory that stands for a file could be written");
    }

    /** A file that can be read. */
    private record Frozen(DiskFile file) implements DiskFile {
        @Override
        public long sizeBytes() throws IOException {
            return file.sizeBytes();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long write(ByteBuffer[] sources, long position) {
            return skip(sources);
        }

        @Override
        public void force() {}

        @Override
        public void truncate(long sizeBytes) {}

        @Override
        public MappedBytes map(int bytes) throws IOException {
            throw readOnly();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** A file that the store wanted to create. */
    private record Nothing() implements DiskFile {
        @Override
        public long sizeBytes() {
            return 0;
        }

        @Override
        public int read(ByteBuffer target, long position) {
            return -1;
        }

        @Override
        public long write(ByteBuffer[] sources, long position) {
            return skip(sources);
        }

        @Override
        public void force() {}

        @Override
        public void truncate(long sizeBytes) {}

        @Override
        public MappedBytes map(int bytes) throws IOException {
            throw readOnly();
        }

        @Override
        public void close() {}
    }
}
