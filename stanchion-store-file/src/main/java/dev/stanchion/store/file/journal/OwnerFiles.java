package dev.stanchion.store.file.journal;

import dev.stanchion.store.file.disk.LoneFile;
import dev.stanchion.store.file.disk.OwnerOnly;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that only their owner can read, because they identify clients. Stateless. */
public final class OwnerFiles implements JournalFiles {
    @Override
    public MappableFile open(Path path) throws IOException {
        return new ChannelFile(LoneFile.open(path, OwnerOnly.permissions()));
    }

    @Override
    public void replace(Path replacement, Path replaced) throws IOException {
        Files.move(
                replacement,
                replaced,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    private record ChannelFile(FileChannel channel) implements MappableFile {
        @Override
        public long sizeBytes() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer target, long position) throws IOException {
            long from = position;
            while (target.hasRemaining()) {
                int count = channel.read(target, from);
                if (count < 0) {
                    throw new EOFException("file ends at %d".formatted(from));
                }
                from += count;
            }
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            long to = position;
            while (source.hasRemaining()) {
                to += channel.write(source, to);
            }
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            channel.truncate(sizeBytes);
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public MappedByteBuffer map(long position, int bytes) throws IOException {
            return channel.map(FileChannel.MapMode.READ_WRITE, position, bytes);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
