package dev.stanchion.store.file.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A disk for as long as one directory on it belongs to this process. Once another process has taken
 * that directory, every change fails, for good, so that the files of the other process are not
 * overwritten.
 *
 * <p>Its user calls {@link #look} now and then; each change of a name checks, too. A write costs no
 * additional system call. Safe for use by many threads.
 */
public final class OwnedDisk implements Disk, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedDisk.class);

    private final Disk disk;
    private final Path directory;
    private final Hold hold;
    private final Consumer<String> onLost;
    private volatile @Nullable String lostReason;

    /**
     * Takes a directory.
     *
     * @param onLost told why it is not this process's any more, once; on any thread
     * @throws dev.stanchion.engine.spi.StoreException of kind {@code BUSY} if another has it
     */
    public OwnedDisk(Disk disk, Path directory, Consumer<String> onLost) throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.onLost = onLost;
        this.hold = disk.lock(directory);
    }

    /** Looks whether the directory is still this process's. */
    public boolean look() {
        if (lostReason != null) {
            return false;
        }
        Optional<String> lost;
        try {
            lost = hold.lost();
        } catch (IOException e) {
            LOG.debug("Nobody knows who has {} at present", directory, e);
            return true;
        }
        lost.ifPresent(this::lose);
        return lost.isEmpty();
    }

    private void lose(String why) {
        synchronized (this) {
            if (lostReason != null) {
                return;
            }
            lostReason = why;
        }
        LOG.error(
                "This server has lost {}: {}. It writes nothing any more, and refuses everything;"
                        + " stop it",
                directory,
                why);
        onLost.accept(why);
    }

    private void requireOurs() throws IOException {
        look();
        requireNotLost();
    }

    private void requireNotLost() throws IOException {
        String why = lostReason;
        if (why != null) {
            throw new DirectoryTakenException(directory + " is not this server's any more: " + why);
        }
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        requireOurs();
        return new OwnedFile(disk.create(path));
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        return new OwnedFile(disk.open(path, access));
    }

    @Override
    public DiskFile openAlone(Path path) throws IOException {
        requireOurs();
        return new OwnedFile(disk.openAlone(path));
    }

    @Override
    public void createDirectory(Path path) throws IOException {
        requireOurs();
        disk.createDirectory(path);
    }

    @Override
    public List<Entry> list(Path path) throws IOException {
        return disk.list(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        requireOurs();
        disk.rename(from, to);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        requireOurs();
        disk.link(existing, name);
    }

    @Override
    public void delete(Path path) throws IOException {
        requireOurs();
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path path) throws IOException {
        disk.syncDirectory(path);
    }

    @Override
    public long usableBytes(Path path) throws IOException {
        return disk.usableBytes(path);
    }

    @Override
    public long totalBytes(Path path) throws IOException {
        return disk.totalBytes(path);
    }

    @Override
    public Hold lock(Path path) throws IOException {
        return disk.lock(path);
    }

    @Override
    public long bootId() {
        return disk.bootId();
    }

    /** Gives the directory back. */
    @Override
    public void close() throws IOException {
        hold.close();
    }

    private final class OwnedFile implements DiskFile {
        private final DiskFile file;

        private OwnedFile(DiskFile file) {
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
            requireNotLost();
            return file.write(sources, position);
        }

        @Override
        public void force() throws IOException {
            requireNotLost();
            file.force();
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            requireNotLost();
            file.truncate(sizeBytes);
        }

        @Override
        public MappedBytes map(int bytes) throws IOException {
            requireNotLost();
            return file.map(bytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
