package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The machine's file system. New files belong to their owner alone. Stateless. */
public final class RealDisk implements Disk {
    private static final boolean IS_WINDOWS = // which has no descriptors of directories to sync
            System.getProperty("os.name", "").startsWith("Windows");

    private static final Set<OpenOption> NEW =
            Set.of(
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW);

    @Override
    public DiskFile create(Path path) throws IOException {
        return new ChannelFile(FileChannel.open(path, NEW, OwnerOnly.permissions()));
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        requireFile(path);
        return new ChannelFile(
                switch (access) {
                    case READ -> FileChannel.open(path, StandardOpenOption.READ);
                    case READ_WRITE ->
                            FileChannel.open(
                                    path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                });
    }

    /** Opening a FIFO waits for a process at its other end, and so does reading a device. */
    private static void requireFile(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new NoFileException(path);
        }
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        OwnerOnly.createDirectory(directory);
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
    public void link(Path existing, Path name) throws IOException {
        Files.createLink(name, existing);
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
        return new ChannelFile(LoneFile.open(path, OwnerOnly.permissions()));
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

    @Override
    public long bootId() {
        return Machine.bootId();
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
        public MappedBytes map(int bytes) throws IOException {
            return new MappedFile(
                    channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes), bytes);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Stays mapped until no object refers to it. */
    private record MappedFile(FileChannel channel, MappedByteBuffer memory, int bytes)
            implements MappedBytes {
        private static final int PAGE_BYTES = 4096;

        @Override
        public void put(int position, byte[] source, int length) throws IOException {
            try {
                memory.put(position, source, 0, length);
            } catch (InternalError e) { // so the JVM passes on that a page could not be had
                throw new IOException("mapped memory cannot be written", e);
            }
        }

        /**
         * The system must write to each page by itself, as {@link #put} would make it do. If it
         * waits for the disk there, it keeps only this thread waiting; in the midst of Java code it
         * would keep the whole JVM from its next safepoint.
         */
        @Override
        public void makeReady() throws IOException {
            ByteBuffer page = memory.duplicate();
            for (int at = 0; at < bytes; at += PAGE_BYTES) {
                page.limit(at + 1).position(at);
                channel.read(page, at);
            }
        }
    }
}
