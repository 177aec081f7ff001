package dev.stanchion.nats.message;

import org.jspecify.annotations.Nullable;

/**
 * Memory in which a loop writes bytes once that several connections get.
 *
 * <p>When nobody holds a part of a chunk any more, the loop fills it from the front again. So the
 * chunk stays in the cache of the loop's core. Confined to the loop.
 */
public final class SharedOutput {
    /** The longest message that is copied. Copying a longer one does not pay. */
    static final int LONGEST_MESSAGE_BYTES = Chunk.LARGEST_BYTES / 2;

    private @Nullable Chunk chunk;

    /** Returns a chunk with this much room. The caller uses it before the next call. */
    Chunk room(int bytes) {
        Chunk current = chunk;
        if (current != null && current.isUnused()) {
            current.rewind();
        }
        if (current == null || !current.hasRoomFor(bytes)) {
            close();
            current = Chunk.ofSize(Chunk.LARGEST_BYTES);
            chunk = current;
        }
        return current;
    }

    /** Releases the memory. After the loop has ended. */
    public void close() {
        Chunk last = chunk;
        if (last != null) {
            chunk = null;
            last.release();
        }
    }
}
