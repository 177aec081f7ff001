package dev.stanchion.store.file.log;

import io.netty.buffer.ByteBuf;

/** Where the bytes of segments live. Safe for use by many threads. */
public interface SegmentSpace {
    /**
     * Returns room for one segment, which belongs to the caller until it is {@link #free}d.
     *
     * @throws OutOfMemoryError if there is none
     */
    ByteBuf allocate(int capacity);

    /** Takes back what {@link #allocate} returned; nobody may touch it any more. */
    void free(ByteBuf bytes);
}
