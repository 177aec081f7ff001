package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The real file system, where calls fail that a test wants to fail, and are counted. Nothing is
 * really synced, since no machine ends in these tests.
 */
public class BreakableDisk implements Disk {
    private final RealDisk disk = new RealDisk();
    private Predicate<Path> failsToForce = path -> false;
    private Predicate<Path> failsToWrite = path -> false;
    private Predicate<Path> failsToDelete = path -> false;
    private Predicate<Path> isLimited = path -> false;
    private long growthLimit;
    private long usableBytes = Long.MAX_VALUE;
    private int forces;
    private boolean failsToMap;
    private long bootId = 1;

    /** Lets syncs of some files fail from now on. */
    public void failToForce(Predicate<Path> which) {
        failsToForce = which;
    }

    /** Lets writes to some files, and their creation, fail from now on. */
    public void failToWrite(Predicate<Path> which) {
        failsToWrite = which;
    }

    /** Lets deletions of some files fail from now on. */
    public void failToDelete(Predicate<Path> which) {
        failsToDelete = which;
    }

    /** Lets some files grow no further than to a size, as if the disk were full then. */
    public void limitGrowth(Predicate<Path> which, long sizeBytes) {
        isLimited = which;
        growthLimit = sizeBytes;
    }

    /** Lets no file be mapped to memory. */
    public void failToMap() {
        failsToMap = true;
    }

    /** The machine ends and starts again; what had been written before is there all the same. */
    public void restartMachine() {
        bootId++;
    }

    public void heal() {
        failsToMap = false;
        isLimited = path -> false;
        failsToDelete = path -> false;
        failsToForce = path -> false;
        failsToWrite = path -> false;
    }

    public void setUsableBytes(long bytes) {
        usableBytes = bytes;
    }

    /** Returns how often a file was synced. */
    public int forces() {
        return forces;
    }

    private static long bytesOf(ByteBuffer[] sources) {
        return Arrays.stream(sources).mapToLong(ByteBuffer::remaining).sum();
    }

    private static void writePart(DiskFile file, ByteBuffer[] sources, long position, long bytes)
            throws IOException {
        long left = bytes;
        for (ByteBuffer source : sources) {
            int length = (int) Math.min(source.remaining(), left);
            ByteBuffer part = source.slice(source.position(), length);
            file.writeFully(new ByteBuffer[] {part}, position + bytes - left);
            left -= length;
        }
    }

    private DiskFile watched(Path path, DiskFile file) {
        return new DiskFile() {
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
                if (failsToWrite.test(path)) {
                    ByteBuffer part = sources[0].duplicate();
                    part.limit(part.position() + part.remaining() / 2);
                    file.writeFully(new ByteBuffer[] {part}, position);
                    throw new IOException("No space left on device");
                }
                if (isLimited.test(path) && position + bytesOf(sources) > growthLimit) {
                    writePart(file, sources, position, Math.max(0, growthLimit - position));
                    throw new IOException("No space left on device");
                }
                return file.write(sources, position);
            }

            @Override
            public void force() throws IOException {
                forces++;
                if (failsToForce.test(path)) {
                    throw new IOException("Input/output error");
                }
            }

            @Override
            public void truncate(long sizeBytes) throws IOException {
                file.truncate(sizeBytes);
            }

            @Override
            public MappedBytes map(int bytes) throws IOException {
                if (failsToMap) {
                    throw new IOException("Operation not supported");
                }
                return file.map(bytes);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        if (failsToWrite.test(path)) {
            throw new IOException("No space left on device");
        }
        return watched(path, disk.create(path));
    }

    @Override
    public DiskFile open(Path path, Access access) throws IOException {
        return watched(path, disk.open(path, access));
    }

    @Override
    public DiskFile openAlone(Path path) throws IOException {
        if (failsToWrite.test(path) && !Files.exists(path)) {
            throw new IOException("No space left on device");
        }
        return watched(path, disk.openAlone(path));
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
        if (failsToDelete.test(path)) {
            throw new IOException("Input/output error");
        }
        disk.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        disk.list(directory); // it exists
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return Math.min(usableBytes, disk.usableBytes(directory));
    }

    @Override
    public long totalBytes(Path directory) throws IOException {
        return disk.totalBytes(directory);
    }

    @Override
    public long bootId() {
        return bootId;
    }

    @Override
    public Hold lock(Path directory) throws IOException {
        return disk.lock(directory);
    }
}
