package dev.stanchion.nats.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * Memory for output, filled from front to back. For one thread at a time.
 *
 * <p>Bytes are copied through one {@link ByteBuffer}. Copying through {@link ByteBuf} creates new
 * views in every call if Netty has no Unsafe, as on current JDKs.
 */
final class Chunk {
    /** The largest size of a chunk, unless a single message needs more. */
    static final int LARGEST_BYTES = 64 * 1024;

    private final ByteBuf buffer;
    private final ByteBuffer bytes;
    private int end;

    private Chunk(ByteBuf buffer) {
        this.buffer = buffer;
        bytes = ReadBuffers.viewOf(buffer);
    }

    static Chunk ofSize(int capacity) {
        return new Chunk(PooledByteBufAllocator.DEFAULT.directBuffer(capacity, capacity));
    }

    int end() {
        return end;
    }

    int capacity() {
        return buffer.capacity();
    }

    boolean hasRoomFor(int length) {
        return bytes.capacity() - end >= length;
    }

    void put(byte[] source, int from, int length) {
        bytes.put(end, source, from, length);
        end += length;
    }

    void put(ByteBuffer source, int index, int length) {
        bytes.put(end, source, index, length);
        end += length;
    }

    /**
     * Appends a part of any buffer. It creates garbage unless Netty has Unsafe. A view of a buffer
     * that is used once would be garbage too.
     */
    void put(ByteBuf source, int index, int length) {
        buffer.setBytes(end, source, index, length);
        end += length;
    }

    /** Appends a part of another chunk. */
    void put(Chunk source, int index, int length) {
        put(source.bytes, index, length);
    }

    /** Returns whether the caller has the only reference. */
    boolean isUnused() {
        return buffer.refCnt() == 1;
    }

    /** Resets the position to the front. Only if it is unused. */
    void rewind() {
        end = 0;
    }

    void retain() {
        buffer.retain();
    }

    /** Returns a part of it, which the caller releases. The memory lives as long as its parts. */
    ByteBuf retainedSlice(int index, int length) {
        return buffer.retainedSlice(index, length);
    }

    /** Returns the buffer with everything that was appended so far. */
    ByteBuf written() {
        return buffer.writerIndex(end);
    }

    void release() {
        buffer.release();
    }
}
