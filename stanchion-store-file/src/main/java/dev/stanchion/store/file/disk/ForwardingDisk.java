package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk that passes everything on to another one; subclasses change some of it. A disk that must
 * not let any change through has each method itself, as {@link OwnedDisk} does. Safe for use by
 * many threads if the other one is.
 */
public abstract class ForwardingDisk implements Disk {
    private final Disk disk;

    protected ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    /** Returns what a caller gets in place of a file that was created or opened. */
    protected DiskFile opened(Path path, DiskFile file) {
        return file;
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        return opened(path, disk.create(path));
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        return opened(path, disk.open(path, access));
    }

    @Override
    public DiskFile openAlone(Path path) throws IOException {
        return opened(path, disk.openAlone(path));
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
}
