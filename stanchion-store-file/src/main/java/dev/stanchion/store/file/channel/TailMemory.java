package dev.stanchion.store.file.channel;

import dev.stanchion.store.file.log.SegmentSpace;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for the newest messages of all channels, up to a bound. Half of it is for messages
 * that are in files already and are kept because they are read most. Safe for use by many threads.
 */
public final class TailMemory {
    private final SegmentSpace space;
    private final long maxBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    public TailMemory(SegmentSpace space, long maxBytes) {
        this.space = space;
        this.maxBytes = maxBytes;
    }

    /** Returns whether messages that are also in files should make room. */
    boolean isCrowded() {
        return heldBytes.get() > maxBytes / 2;
    }

    boolean hasRoomFor(int capacity) {
        return heldBytes.get() + capacity <= maxBytes;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Returns how much is held. */
    public long heldBytes() {
        return heldBytes.get();
    }

    ByteBuf allocate(int capacity) {
        ByteBuf bytes = space.allocate(capacity);
        heldBytes.addAndGet(capacity);
        return bytes;
    }

    void free(ByteBuf bytes) {
        heldBytes.addAndGet(-bytes.capacity());
        space.free(bytes);
    }
}
