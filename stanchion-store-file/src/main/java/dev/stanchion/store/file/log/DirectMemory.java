package dev.stanchion.store.file.log;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * Memory outside the Java heap, each segment a piece of its own, so that it is really given back.
 * Its sum is bounded by {@code -XX:MaxDirectMemorySize}. Safe for use by many threads.
 */
public final class DirectMemory implements SegmentSpace {
    /** Without leak detection: segments live long, and a log accounts for each of its own. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true, true);

    @Override
    public ByteBuf allocate(int capacity) {
        return allocator.directBuffer(capacity, capacity);
    }

    @Override
    public void free(ByteBuf bytes) {
        bytes.release();
    }
}
