package dev.stanchion.store.file.log;

import io.netty.buffer.ByteBuf;

/** The memory of segments. Safe for use by many threads. */
public interface SegmentSpace {
    /**
     * Returns memory for one segment, which belongs to the caller until it is {@link #free}d.
     *
     * @throws OutOfMemoryError if there is none
     */
    ByteBuf allocate(int capacity);

    /** Takes back memory that {@link #allocate} returned; no thread may use it any more. */
    void free(ByteBuf bytes);
}
