package dev.stanchion.test.store;

import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.ForwardingDisk;
import dev.stanchion.store.file.disk.ForwardingFile;
import dev.stanchion.store.file.disk.RealDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A disk that takes no more from one moment on, as if the process that writes had been killed then.
 * Safe for use by many threads.
 */
final class EndingDisk extends ForwardingDisk {
    private volatile boolean hasEnded;

    EndingDisk() {
        super(new RealDisk());
    }

    void end() {
        hasEnded = true;
    }

    private void check() throws IOException {
        if (hasEnded) {
            throw new IOException("the test has killed this broker");
        }
    }

    @Override
    protected DiskFile opened(Path path, DiskFile file) {
        return new EndingFile(file);
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        check();
        return super.create(path);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        check();
        super.createDirectory(directory);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        check();
        super.rename(from, to);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        check();
        super.link(existing, name);
    }

    @Override
    public void delete(Path path) throws IOException {
        check();
        super.delete(path);
    }

    private final class EndingFile extends ForwardingFile {
        EndingFile(DiskFile file) {
            super(file);
        }

        @Override
        public long write(ByteBuffer[] sources, long position) throws IOException {
            check();
            return super.write(sources, position);
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            check();
            super.truncate(sizeBytes);
        }
    }
}
