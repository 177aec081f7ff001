package dev.stanchion.crash.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.ForwardingDisk;
import dev.stanchion.store.file.disk.ForwardingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Mistakes of a server in a group that shares its directory. */
enum TakeoverBug {
    /** The deposed server does not notice that its term is over. */
    TERM_NOT_SEEN {
        @Override
        Disk ofDeposed(Disk disk) {
            return new ForwardingDisk(disk) {
                @Override
                public DiskFile open(Path path, Access access) throws IOException {
                    DiskFile file = super.open(path, access);
                    return path.endsWith("term") ? new AlwaysOpen(file) : file;
                }
            };
        }
    },

    /** A takeover reads first, and ends the term then. */
    TERM_ENDED_LATE {
        @Override
        Disk ofSuccessor(Disk disk) {
            return new EndsLate(disk);
        }
    },

    /** A takeover gives a second name to files that are still written. */
    WRITTEN_FILES_LINKED {
        @Override
        Disk ofSuccessor(Disk disk) {
            return new LinksAll(disk);
        }
    };

    Disk ofDeposed(Disk disk) {
        return disk;
    }

    Disk ofSuccessor(Disk disk) {
        return disk;
    }

    private static final class AlwaysOpen extends ForwardingFile {
        private static final byte[] OPEN = "open\n".getBytes(UTF_8);

        AlwaysOpen(DiskFile file) {
            super(file);
        }

        @Override
        public long sizeBytes() {
            return OPEN.length;
        }

        @Override
        public int read(ByteBuffer target, long position) {
            target.put(OPEN, (int) position, OPEN.length - (int) position);
            return OPEN.length - (int) position;
        }
    }

    private static final class EndsLate extends ForwardingDisk {
        private final Disk disk;
        private @Nullable Path ended;
        private ByteBuffer end = ByteBuffer.allocate(0);

        EndsLate(Disk disk) {
            super(disk);
            this.disk = disk;
        }

        @Override
        public DiskFile open(Path path, Access access) throws IOException {
            DiskFile file = super.open(path, access);
            return path.endsWith("term") && access == Access.READ_WRITE
                    ? new ForwardingFile(file) {
                        @Override
                        public long write(ByteBuffer[] sources, long position) {
                            ended = path;
                            end = ByteBuffer.allocate(sources[0].remaining());
                            end.put(sources[0]).flip();
                            return end.remaining();
                        }
                    }
                    : file;
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            Path late = ended;
            if (late != null) {
                try (DiskFile file = disk.open(late, Access.READ_WRITE)) {
                    file.writeFully(new ByteBuffer[] {end}, 0);
                    file.force();
                }
                ended = null;
            }
            super.rename(from, to);
        }
    }

    private static final class LinksAll extends ForwardingDisk {
        private Path lastRead = Path.of("");

        LinksAll(Disk disk) {
            super(disk);
        }

        @Override
        public DiskFile open(Path path, Access access) throws IOException {
            lastRead = path;
            return super.open(path, access);
        }

        @Override
        public DiskFile create(Path path) throws IOException {
            boolean isCopied =
                    path.toString().contains("claim-")
                            && Objects.equals(lastRead.getFileName(), path.getFileName());
            if (!isCopied) {
                return super.create(path);
            }
            link(lastRead, path);
            return new ForwardingFile(super.open(path, Access.READ)) {
                @Override
                public long write(ByteBuffer[] sources, long position) {
                    int count = sources[0].remaining();
                    sources[0].position(sources[0].limit());
                    return count;
                }

                @Override
                public void force() {}
            };
        }
    }
}
