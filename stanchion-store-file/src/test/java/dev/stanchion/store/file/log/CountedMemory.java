package dev.stanchion.store.file.log;

import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.Set;

/** Direct memory of which a test knows how much is in use, and of which there may be too little. */
public final class CountedMemory implements SegmentSpace {
    private final DirectMemory memory = new DirectMemory();
    private final Set<Long> inUse = new HashSet<>();
    private long usedBytes;
    private long allocations;
    private long maxBytes = Long.MAX_VALUE;

    @Override
    public ByteBuf allocate(int capacity) {
        if (usedBytes + capacity > maxBytes) {
            throw new OutOfMemoryError("no room for " + capacity + " bytes");
        }
        ByteBuf bytes = memory.allocate(capacity);
        inUse.add(identity(bytes));
        usedBytes += capacity;
        allocations++;
        return bytes;
    }

    @Override
    public void free(ByteBuf bytes) {
        if (!inUse.remove(identity(bytes))) {
            throw new AssertionError("freed twice, or never allocated");
        }
        usedBytes -= bytes.capacity();
        memory.free(bytes);
        if (bytes.refCnt() != 0) {
            throw new AssertionError("still referred to");
        }
    }

    private static long identity(ByteBuf bytes) {
        return System.identityHashCode(bytes);
    }

    /** Returns the bytes that are allocated and not freed. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Returns how often memory was taken. */
    public long allocations() {
        return allocations;
    }

    /** Lets no more than this be in use. */
    public void limitTo(long bytes) {
        maxBytes = bytes;
    }
}
