package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.disk.DirectoryTakenException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.MappedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The disk of one epoch's store. A sync succeeds only if the term is still open behind it: then
 * whoever ends the term later finds what was synced. So nothing is acknowledged that a successor
 * does not have. Safe for use by many threads.
 */
final class SharedDisk implements Disk {
    private final Disk disk;
    private final Path commit;
    private final Term term;
    private final BeforeCommit beforeCommit;

    SharedDisk(Disk disk, Path epoch, BeforeCommit beforeCommit) {
        this.disk = disk;
        this.commit = new StoreDirectory(epoch).commit();
        this.term = new Term(disk, epoch);
        this.beforeCommit = beforeCommit;
    }

    private void requireOpen() throws IOException {
        Optional<String> ended = term.endedBy();
        if (ended.isPresent()) {
            throw new DirectoryTakenException("the term is over: " + ended.get());
        }
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        return new SharedFile(disk.create(path), isCommit(path));
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        return new SharedFile(disk.open(path, access), isCommit(path));
    }

    @Override
    public DiskFile openAlone(Path path) throws IOException {
        return new SharedFile(disk.openAlone(path), isCommit(path));
    }

    private boolean isCommit(Path path) {
        return commit.equals(path.getParent());
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

    /** The lock tells others that this process has ended. What fences it is the term. */
    @Override
    public Hold lock(Path directory) throws IOException {
        Hold sign = disk.lock(directory);
        return new Hold() {
            @Override
            public Optional<String> lost() throws IOException {
                return term.endedBy();
            }

            @Override
            public void close() throws IOException {
                sign.close();
            }
        };
    }

    /** The last epoch may have been another machine's, so nothing of a page cache is believed. */
    @Override
    public long bootId() {
        return 0;
    }

    private final class SharedFile implements DiskFile {
        private final DiskFile file;
        private final boolean isCommit;

        private SharedFile(DiskFile file, boolean isCommit) {
            this.file = file;
            this.isCommit = isCommit;
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
            if (isCommit) {
                beforeCommit.sync();
            }
            file.force();
            requireOpen();
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            file.truncate(sizeBytes);
        }

        /** Another machine does not see mapped memory before it is synced. */
        @Override
        public MappedBytes map(int bytes) throws IOException {
            throw new IOException("files that machines share are not mapped");
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
