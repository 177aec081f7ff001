package dev.stanchion.store.file.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner can read: they hold what identifies clients. Stateless. */
public final class OwnerFiles implements JournalFiles {
    private static final String OWNER_ONLY = "rw-------";
    private static final Set<OpenOption> READ_WRITE_CREATE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    /** Creates a directory, with all above it that are missing. */
    public static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) { // one that is there may be a link
            Files.createDirectories(directory, permissions("rwx------"));
        }
    }

    static FileChannel openChannel(Path path) throws IOException {
        return FileChannel.open(path, READ_WRITE_CREATE, permissions());
    }

    /** Returns what makes a new file readable and writable for its owner only. */
    public static FileAttribute<?>[] permissions() {
        return permissions(OWNER_ONLY);
    }

    private static FileAttribute<?>[] permissions(String text) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public MappableFile open(Path path) throws IOException {
        return new ChannelFile(LoneFile.open(path, permissions(OWNER_ONLY)));
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
