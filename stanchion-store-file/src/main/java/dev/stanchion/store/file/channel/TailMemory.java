package dev.stanchion.store.file.channel;

import dev.stanchion.store.file.log.SegmentSpace;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory for the newest messages of all channels, up to a bound. Half of it is for messages
 * that are in files already and are kept because they are read most. A message that is larger than
 * the bound is alone in memory. Safe for use by many threads.
 */
public final class TailMemory {
    private final SegmentSpace space;
    private final long maxBytes;
    private final Runnable onShortage;
    private final AtomicLong heldBytes = new AtomicLong();

    /**
     * @param onShortage runs when a message had to be refused, on the shard of its channel. It has
     *     messages written, so that their memory can be freed
     */
    public TailMemory(SegmentSpace space, long maxBytes, Runnable onShortage) {
        this.space = space;
        this.maxBytes = maxBytes;
        this.onShortage = onShortage;
    }

    /** Returns whether messages that are also in files should make room. */
    boolean isCrowded() {
        return heldBytes.get() > maxBytes / 2;
    }

    boolean hasRoomFor(int capacity) {
        long held = heldBytes.get();
        return held == 0 || held + capacity <= maxBytes;
    }

    /** A message was refused because there is no room for it. */
    void refused() {
        onShortage.run();
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
