package dev.stanchion.store.file.disk;

import dev.stanchion.store.file.journal.DirectoryLock;
import dev.stanchion.store.file.journal.LoneFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's file system. Stateless. */
public final class RealDisk implements Disk {
    private static final boolean IS_WINDOWS = // which has no descriptors of directories to sync
            System.getProperty("os.name", "").startsWith("Windows");

    @Override
    public DiskFile create(Path path) throws IOException {
        return new ChannelFile(
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW));
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        return new ChannelFile(
                switch (access) {
                    case READ -> FileChannel.open(path, StandardOpenOption.READ);
                    case READ_WRITE ->
                            FileChannel.open(
                                    path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                });
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) { // one that is there may be a link
            Files.createDirectories(directory);
        }
    }

    @Override
    public List<Entry> list(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.map(path -> new Entry(path, Files.isDirectory(path))).toList();
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (IS_WINDOWS) {
            return;
        }
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        long bytes = directory.toFile().getUsableSpace(); // a file store would read all mounts
        return bytes > 0 ? bytes : Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public long totalBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getTotalSpace();
    }

    @Override
    public DiskFile openAlone(Path path) throws IOException {
        return new ChannelFile(LoneFile.open(path));
    }

    @Override
    public Hold lock(Path directory) throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(directory);
        return new Hold() {
            @Override
            public Optional<String> lost() throws IOException {
                return lock.lost();
            }

            @Override
            public void close() throws IOException {
                lock.close();
            }
        };
    }

    private static final class ChannelFile implements DiskFile {
        private final FileChannel channel;
        private long position;

        private ChannelFile(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long sizeBytes() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer target, long from) throws IOException {
            return channel.read(target, from);
        }

        /** A gathering write goes where the channel stands, which is mostly the right place. */
        @Override
        public long write(ByteBuffer[] sources, long to) throws IOException {
            if (sources.length == 1) {
                return channel.write(sources[0], to);
            }
            if (position != to) {
                channel.position(to);
                position = to;
            }
            long count = channel.write(sources);
            position += count;
            return count;
        }

        @Override
        public void force() throws IOException {
            channel.force(false); // fdatasync: the size, too, but not the times
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            channel.truncate(sizeBytes);
            position = -1; // it stands at the end now, if it stood behind that
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
