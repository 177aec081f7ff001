package dev.stanchion.store.file.channel;

import dev.stanchion.store.file.segment.Chunk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that were last read from files, for all channels of a shard. Subscribers continue
 * where they stopped, and those that are behind often follow each other. Owned by the shard.
 */
final class ChunkCache {
    private static final int MAX_CHUNKS = 64;

    private final long maxBytes;
    private final Deque<Held> held = new ArrayDeque<>();
    private long heldBytes;

    private record Held(Object channel, Chunk chunk) {}

    ChunkCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(Object channel, Chunk chunk) {
        held.addFirst(new Held(channel, chunk));
        heldBytes += chunk.heldBytes();
        while (held.size() > 1 && (heldBytes > maxBytes || held.size() > MAX_CHUNKS)) {
            heldBytes -= held.removeLast().chunk().heldBytes();
        }
    }

    /** Finds the chunk that covers a sequence; null if that part was not read lately. */
    @SuppressWarnings("ReferenceEquality") // a channel equals itself only
    @Nullable Chunk find(Object channel, long sequence) {
        for (Held each : held) {
            Chunk chunk = each.chunk();
            if (each.channel() == channel
                    && chunk.fromSequence() <= sequence
                    && sequence < chunk.endSequence()) {
                return chunk;
            }
        }
        return null;
    }

    /** Forgets a channel. */
    @SuppressWarnings("ReferenceEquality") // a channel equals itself only
    void remove(Object channel) {
        for (Iterator<Held> each = held.iterator(); each.hasNext(); ) {
            Held next = each.next();
            if (next.channel() == channel) {
                heldBytes -= next.chunk().heldBytes();
                each.remove();
            }
        }
    }
}
