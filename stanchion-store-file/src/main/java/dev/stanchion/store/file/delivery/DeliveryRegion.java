package dev.stanchion.store.file.delivery;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.file.disk.Disk;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.disk.MappedBytes;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A mapped file of one shard, of a size that never changes. It is written from the beginning again
 * and again; frames of an earlier time behind the last have lower numbers.
 *
 * <pre>
 *   0          8         12        20            28       32         64
 *   +----------+---------+---------+-------------+--------+----------+---------- ..
 *   | STANDELV | version | run     | first frame | CRC32C | complete | frames
 *   +----------+---------+---------+-------------+--------+----------+---------- ..
 * </pre>
 *
 * <p>Written by the shard; made ready, and closed, by the keeper while the shard does not write it.
 */
final class DeliveryRegion implements Closeable {
    static final int HEADER_BYTES = 64;

    private static final long MAGIC = 0x5354414E44454C56L; // STANDELV
    private static final int VERSION = 1;
    private static final int VERSION_OFFSET = 8;
    private static final int CHECKED_BYTES = 28;
    private static final int COMPLETE_OFFSET = 32;
    private static final int WRITE_BYTES = 64 * 1024;

    private final Disk disk;
    private final Path path;
    private final DiskFile file;
    private final MappedBytes memory;
    private final int bytes;
    private int end = HEADER_BYTES;
    private long first = Long.MAX_VALUE;
    private long begunAtNanos;

    private DeliveryRegion(Disk disk, Path path, DiskFile file, MappedBytes memory, int bytes) {
        this.disk = disk;
        this.path = path;
        this.file = file;
        this.memory = memory;
        this.bytes = bytes;
    }

    /** Makes the file; the room is really taken, so that a full disk is an error here. */
    static DeliveryRegion create(Disk disk, Path path, int bytes) throws IOException {
        disk.delete(path);
        DiskFile file = disk.create(path);
        try {
            for (int at = 0; at < bytes; at += WRITE_BYTES) {
                ByteBuffer zeros = ByteBuffer.allocate(Math.min(WRITE_BYTES, bytes - at));
                file.writeFully(new ByteBuffer[] {zeros}, at);
            }
            DeliveryRegion region = new DeliveryRegion(disk, path, file, file.map(bytes), bytes);
            region.makeReady();
            return region;
        } catch (IOException | RuntimeException e) {
            file.close();
            disk.delete(path);
            throw e;
        }
    }

    /** Sees to it that writing here does not wait for the disk in the next seconds. */
    void makeReady() throws IOException {
        memory.makeReady();
    }

    /** Begins anew with this frame; nothing that was here before counts any more. */
    void begin(long run, long firstFrame, boolean isComplete, long nowNanos) throws IOException {
        complete(isComplete); // first, as a process may end between any two bytes
        ByteBuffer header = ByteBuffer.allocate(COMPLETE_OFFSET);
        header.putLong(MAGIC).putInt(VERSION).putLong(run).putLong(firstFrame);
        header.putInt(checksum(header.slice(0, CHECKED_BYTES)));
        memory.put(0, header.array(), COMPLETE_OFFSET);
        end = HEADER_BYTES;
        first = firstFrame;
        begunAtNanos = nowNanos;
    }

    /** Records whether a start may rely on its content. */
    void complete(boolean isComplete) throws IOException {
        byte[] value = {0, 0, 0, (byte) (isComplete ? 1 : 0)};
        memory.put(COMPLETE_OFFSET, value, value.length);
    }

    /** Returns whether there is room for this number of bytes. */
    boolean fits(int frameBytes) {
        return frameBytes <= bytes - end;
    }

    void append(DeliveryFrame frame) throws IOException {
        memory.put(end, frame.bytes(), frame.size());
        end += frame.size();
    }

    boolean isHalfFull() {
        return end > bytes / 2;
    }

    long firstFrame() {
        return first;
    }

    long begunAtNanos() {
        return begunAtNanos;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    void delete() throws IOException {
        disk.delete(path);
    }

    /**
     * The content of a file from an earlier run.
     *
     * @param isComplete whether it contains everything from its first frame on
     */
    record Found(long run, long firstFrame, boolean isComplete, ByteBuffer content) {
        /** Returns the number behind that of the last frame. */
        long tell(DeliverySink sink) {
            long number = firstFrame;
            int at = HEADER_BYTES;
            for (int length = lengthAt(at, number); length > 0; length = lengthAt(at, number)) {
                DeliveryFrame.replay(content, at, sink);
                at += length;
                number++;
            }
            return number;
        }

        /** Returns the number behind that of the last frame, without reporting any. */
        long endFrame() {
            long number = firstFrame;
            int at = HEADER_BYTES;
            for (int length = lengthAt(at, number); length > 0; length = lengthAt(at, number)) {
                at += length;
                number++;
            }
            return number;
        }

        private int lengthAt(int offset, long number) {
            return DeliveryFrame.lengthAt(content, offset, number);
        }
    }

    /**
     * Reads a file; null if it has never been begun, or its header is damaged.
     *
     * @throws StoreException if another version wrote it
     */
    static @Nullable Found find(Disk disk, Path path) throws IOException {
        ByteBuffer content;
        try (DiskFile file = disk.open(path, Disk.Access.READ)) {
            content = ByteBuffer.allocate((int) Math.min(Integer.MAX_VALUE / 2, file.sizeBytes()));
            file.readFully(content, 0);
        }
        content.flip();
        if (content.limit() < HEADER_BYTES
                || checksum(content.slice(0, CHECKED_BYTES)) != content.getInt(CHECKED_BYTES)
                || content.getLong(0) != MAGIC) {
            return null;
        }
        if (content.getInt(VERSION_OFFSET) != VERSION) {
            throw wrongVersion(path, content.getInt(VERSION_OFFSET));
        }
        return new Found(
                content.getLong(12),
                content.getLong(20),
                content.getInt(COMPLETE_OFFSET) == 1,
                content);
    }

    private static StoreException wrongVersion(Path path, int version) {
        return new StoreException(
                StoreException.Kind.CORRUPT,
                "open",
                path.toString(),
                ("it has format version %d (expected: %d); a newer Stanchion wrote it, start that"
                                + " one")
                        .formatted(version, VERSION));
    }

    private static int checksum(ByteBuffer checked) {
        CRC32C checksum = new CRC32C();
        checksum.update(checked);
        return (int) checksum.getValue();
    }
}
