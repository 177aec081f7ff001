package dev.stanchion.store.file.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Real files on a disk that becomes full on request. Safe for use by many threads. */
public final class FaultyFiles implements JournalFiles {
    private final JournalFiles real = new OwnerFiles();
    private final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);

    /** After so many bytes more a write is cut short and fails. */
    public void leaves(long bytes) {
        freeBytes.set(bytes);
    }

    @Override
    public MappableFile open(Path path) throws IOException {
        return new FaultyFile(real.open(path));
    }

    @Override
    public void replace(Path replacement, Path replaced) throws IOException {
        real.replace(replacement, replaced);
    }

    @Override
    public void delete(Path path) throws IOException {
        real.delete(path);
    }

    private final class FaultyFile implements MappableFile {
        private final MappableFile file;

        FaultyFile(MappableFile file) {
            this.file = file;
        }

        @Override
        public long sizeBytes() throws IOException {
            return file.sizeBytes();
        }

        @Override
        public void read(ByteBuffer target, long position) throws IOException {
            file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            int wanted = source.remaining();
            int granted = (int) Math.min(wanted, freeBytes.get());
            freeBytes.addAndGet(-granted);
            file.write(source.slice(source.position(), granted), position);
            source.position(source.position() + granted);
            if (granted < wanted) {
                throw new IOException("No space left on device");
            }
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
        public MappedByteBuffer map(long position, int bytes) throws IOException {
            return file.map(position, bytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
