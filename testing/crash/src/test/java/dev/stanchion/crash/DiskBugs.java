package dev.stanchion.crash;

import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.ForwardingDisk;
import dev.stanchion.store.file.disk.ForwardingFile;
import dev.stanchion.store.file.disk.MappedBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bugs that a store could have in how it uses the disk, as they would show there. */
final class DiskBugs {
    private DiskBugs() {}

    private static boolean isIn(Path path, String part) {
        return path.toString().contains(part);
    }

    /** The content of these files is reported durable too early. */
    static Disk withoutForce(Disk disk, String part) {
        return new ForwardingDisk(disk) {
            @Override
            protected DiskFile opened(Path path, DiskFile file) {
                return !isIn(path, part)
                        ? file
                        : new ForwardingFile(file) {
                            @Override
                            public void force() {}
                        };
            }
        };
    }

    /** A sync that fails is taken for one that has succeeded. */
    static Disk withSwallowedSyncErrors(Disk disk) {
        return new ForwardingDisk(disk) {
            @Override
            protected DiskFile opened(Path path, DiskFile file) {
                return new ForwardingFile(file) {
                    @Override
                    public void force() {
                        try {
                            super.force();
                        } catch (IOException swallowed) {
                            return; // which is the bug
                        }
                    }
                };
            }
        };
    }

    /** A write that moves a part is taken for one that has moved all. */
    static Disk withUnnoticedShortWrites(Disk disk) {
        return new ForwardingDisk(disk) {
            @Override
            protected DiskFile opened(Path path, DiskFile file) {
                return new ForwardingFile(file) {
                    @Override
                    public long write(ByteBuffer[] sources, long position) throws IOException {
                        super.write(sources, position);
                        long skipped = 0;
                        for (ByteBuffer source : sources) {
                            skipped += source.limit();
                            source.position(source.limit());
                        }
                        return Math.max(1, skipped);
                    }
                };
            }
        };
    }

    static Disk withoutDirectorySync(Disk disk) {
        return new ForwardingDisk(disk) {
            @Override
            public void syncDirectory(Path directory) {}
        };
    }

    /** A truncation begins a little too early. */
    static Disk withEarlyTruncation(Disk disk) {
        return new ForwardingDisk(disk) {
            @Override
            protected DiskFile opened(Path path, DiskFile file) {
                return new ForwardingFile(file) {
                    @Override
                    public void truncate(long sizeBytes) throws IOException {
                        super.truncate(Math.max(0, sizeBytes - 3));
                    }
                };
            }
        };
    }

    static Disk withoutDeletion(Disk disk) {
        return new ForwardingDisk(disk) {
            @Override
            public void delete(Path path) throws IOException {
                if (!isIn(path, ".seg")) {
                    super.delete(path);
                }
            }
        };
    }

    static Disk withoutClose(Disk disk) {
        return new ForwardingDisk(disk) {
            @Override
            protected DiskFile opened(Path path, DiskFile file) {
                return new ForwardingFile(file) {
                    @Override
                    public void close() {}
                };
            }
        };
    }

    /**
     * All bytes that are read are right, even if the disk has changed them: the first byte of each
     * read.
     */
    static Disk withChangedBytes(Disk disk) {
        return new ForwardingDisk(disk) {
            private int reads;

            @Override
            protected DiskFile opened(Path path, DiskFile file) {
                return !isIn(path, ".seg")
                        ? file
                        : new ForwardingFile(file) {
                            @Override
                            public int read(ByteBuffer target, long position) throws IOException {
                                int start = target.position();
                                int count = super.read(target, position);
                                if (++reads % 50 == 0 && count > 100) {
                                    int at = start + count / 2;
                                    target.put(at, (byte) (target.get(at) ^ 1));
                                }
                                return count;
                            }
                        };
            }
        };
    }

    /** A delivery is recorded, but not before it leaves. */
    static Disk withLateDeliveries(Disk disk) {
        return new ForwardingDisk(disk) {
            @Override
            protected DiskFile opened(Path path, DiskFile file) {
                return new ForwardingFile(file) {
                    @Override
                    public MappedBytes map(int bytes) throws IOException {
                        return new Late(super.map(bytes));
                    }
                };
            }
        };
    }

    /** Memory that contains everything except the last write. */
    private static final class Late implements MappedBytes {
        private final MappedBytes memory;
        private int heldPosition;
        private byte @Nullable [] held;

        private Late(MappedBytes memory) {
            this.memory = memory;
        }

        @Override
        public void put(int position, byte[] source, int length) throws IOException {
            byte[] before = held;
            int positionBefore = heldPosition;
            held = Arrays.copyOf(source, length);
            heldPosition = position;
            if (before != null) {
                memory.put(positionBefore, before, before.length);
            }
        }

        @Override
        public void makeReady() throws IOException {
            memory.makeReady();
        }
    }
}
