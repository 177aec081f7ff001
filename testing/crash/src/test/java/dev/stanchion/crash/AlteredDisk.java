package dev.stanchion.crash;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.MappedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A disk that passes everything on; planted faults change some of it. */
public class AlteredDisk implements Disk {
    private final Disk disk;

    public AlteredDisk(Disk disk) {
        this.disk = disk;
    }

    /** Returns the file for a process, in place of the real one. */
    DiskFile altered(Path path, DiskFile file) {
        return file;
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        return altered(path, disk.create(path));
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        return altered(path, disk.open(path, access));
    }

    @Override
    public DiskFile openAlone(Path path) throws IOException {
        return altered(path, disk.openAlone(path));
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        disk.createDirectory(directory);
    }

    @Override
    public List<Entry> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        disk.link(existing, name);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.syncDirectory(directory);
    }

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

    /** A file that passes everything on. */
    public static class AlteredFile implements DiskFile {
        private final DiskFile file;

        public AlteredFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long sizeBytes() throws IOException {
            return file.sizeBytes();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long write(ByteBuffer[] sources, long position) throws IOException {
            return file.write(sources, position);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            file.truncate(sizeBytes);
        }

        @Override
        public MappedBytes map(int bytes) throws IOException {
            return file.map(bytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
