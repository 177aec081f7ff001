package dev.stanchion.store.file.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * The real file system, where calls fail that a test wants to fail, and are counted. Nothing is
 * really synced, since no machine ends in these tests.
 */
public class BreakableDisk extends ForwardingDisk {
    private Predicate<Path> failsToForce = path -> false;
    private Predicate<Path> failsToWrite = path -> false;
    private Predicate<Path> failsToDelete = path -> false;
    private Predicate<Path> isLimited = path -> false;
    private Runnable duringWrites = () -> {};
    private long growthLimit;
    private long usableBytes = Long.MAX_VALUE;
    private int forces;
    private boolean failsToMap;
    private long bootId = 1;

    public BreakableDisk() {
        super(new RealDisk());
    }

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

    /** Lets something happen during each write. */
    public void duringWrites(Runnable task) {
        duringWrites = task;
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
        duringWrites = () -> {};
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

    @Override
    protected DiskFile opened(Path path, DiskFile file) {
        return new ForwardingFile(file) {
            @Override
            public long write(ByteBuffer[] sources, long position) throws IOException {
                duringWrites.run();
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
            public MappedBytes map(int bytes) throws IOException {
                if (failsToMap) {
                    throw new IOException("Operation not supported");
                }
                return file.map(bytes);
            }
        };
    }

    @Override
    public DiskFile create(Path path) throws IOException {
        if (failsToWrite.test(path)) {
            throw new IOException("No space left on device");
        }
        return super.create(path);
    }

    @Override
    public DiskFile openAlone(Path path) throws IOException {
        if (failsToWrite.test(path) && !Files.exists(path)) {
            throw new IOException("No space left on device");
        }
        return super.openAlone(path);
    }

    @Override
    public void delete(Path path) throws IOException {
        if (failsToDelete.test(path)) {
            throw new IOException("Input/output error");
        }
        super.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        list(directory); // it exists
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return Math.min(usableBytes, super.usableBytes(directory));
    }

    @Override
    public long bootId() {
        return bootId;
    }
}
