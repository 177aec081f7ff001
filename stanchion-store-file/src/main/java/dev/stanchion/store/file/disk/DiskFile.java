package dev.stanchion.store.file.disk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. One writer at a time; any thread may read the written bytes. */
public interface DiskFile extends Closeable {
    long sizeBytes() throws IOException;

    /**
     * Reads bytes from the position, perhaps fewer than the buffer has room for.
     *
     * @return how many; -1 if the file ends at or before the position
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Writes the bytes of the buffers, in their order, perhaps only a part of them.
     *
     * @return how many; the buffers' positions show it too
     */
    long write(ByteBuffer[] sources, long position) throws IOException;

    /**
     * Returns when all written bytes, and the file's size, would survive the end of the machine. If
     * it fails, it is unknown which of them would, and another call does not tell.
     */
    void force() throws IOException;

    /** Cuts off everything from the size on. */
    void truncate(long sizeBytes) throws IOException;

    /**
     * Shows the first bytes of the file, which exist already, as memory; valid until it is closed.
     *
     * @throws IOException also if the file system, or the disk in its place, cannot do that
     */
    MappedBytes map(int bytes) throws IOException;

    /** Fills the buffer with the bytes from the position. */
    default void readFully(ByteBuffer target, long position) throws IOException {
        long from = position;
        while (target.hasRemaining()) {
            int count = read(target, from);
            if (count < 0) {
                throw new EOFException("file ends at %d".formatted(from));
            }
            from += count;
        }
    }

    /** Writes all of the buffers; when it fails, a part may have been written. */
    default void writeFully(ByteBuffer[] sources, long position) throws IOException {
        long left = 0;
        for (ByteBuffer source : sources) {
            left += source.remaining();
        }
        long to = position;
        while (left > 0) {
            long count = write(sources, to);
            if (count <= 0) {
                throw new IOException("nothing could be written at %d".formatted(to));
            }
            to += count;
            left -= count;
        }
    }
}
