package dev.stanchion.nats.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * Memory for output, written front to back. For one thread at a time.
 *
 * <p>Bytes go in through a {@link ByteBuffer} made once: copying from buffer to buffer by way of
 * {@link ByteBuf} makes new views for every call where Netty has no Unsafe, as on current JDKs.
 */
final class Chunk {
    /** As large as chunks get, unless a single message needs more. */
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
     * Appends a part of any buffer. Without garbage only where Netty has Unsafe, but a view of a
     * buffer that is seen once would be garbage anyway.
     */
    void put(ByteBuf source, int index, int length) {
        buffer.setBytes(end, source, index, length);
        end += length;
    }

    /** Appends a part of another chunk. */
    void put(Chunk source, int index, int length) {
        put(source.bytes, index, length);
    }

    /** Whether the caller has the only reference. */
    boolean isUnused() {
        return buffer.refCnt() == 1;
    }

    /** Begins again at the front, if it is unused. */
    void rewind() {
        end = 0;
    }

    void retain() {
        buffer.retain();
    }

    /** A part of it that the caller releases; the memory lives as long as all parts. */
    ByteBuf retainedSlice(int index, int length) {
        return buffer.retainedSlice(index, length);
    }

    /** The buffer with all that was put in so far. */
    ByteBuf written() {
        return buffer.writerIndex(end);
    }

    void release() {
        buffer.release();
    }
}
