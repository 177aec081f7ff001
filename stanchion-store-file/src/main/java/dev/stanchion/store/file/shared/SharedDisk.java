package dev.stanchion.store.file.shared;

import dev.stanchion.store.file.StoreDirectory;
import dev.stanchion.store.file.disk.DirectoryTakenException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.ForwardingDisk;
import dev.stanchion.store.file.disk.ForwardingFile;
import dev.stanchion.store.file.disk.MappedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The disk of one epoch's store. A sync succeeds only if the term is still open behind it: then
 * whoever ends the term later finds what was synced. So nothing is acknowledged that a successor
 * does not have. Safe for use by many threads.
 */
final class SharedDisk extends ForwardingDisk {
    private final Path commit;
    private final Term term;
    private final BeforeCommit beforeCommit;

    SharedDisk(Disk disk, Path epoch, BeforeCommit beforeCommit) {
        super(disk);
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
    protected DiskFile opened(Path path, DiskFile file) {
        return new SharedFile(file, commit.equals(path.getParent()));
    }

    /** The lock tells others that this process has ended. What fences it is the term. */
    @Override
    public Hold lock(Path directory) throws IOException {
        Hold sign = super.lock(directory);
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

    private final class SharedFile extends ForwardingFile {
        private final boolean isCommit;

        private SharedFile(DiskFile file, boolean isCommit) {
            super(file);
            this.isCommit = isCommit;
        }

        /**
         * If this process ends behind the write, a successor on the same machine finds what was
         * written although nobody has synced it. So it must find the rest by then.
         */
        @Override
        public long write(ByteBuffer[] sources, long position) throws IOException {
            if (isCommit) {
                beforeCommit.sync();
            }
            return super.write(sources, position);
        }

        @Override
        public void force() throws IOException {
            super.force();
            requireOpen();
        }

        /** Another machine does not see mapped memory before it is synced. */
        @Override
        public MappedBytes map(int bytes) throws IOException {
            throw new IOException("files that machines share are not mapped");
        }
    }
}
