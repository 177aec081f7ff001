package dev.stanchion.nats.message;

import org.jspecify.annotations.Nullable;

/**
 * Where a loop writes what several connections get in the same words, once for all of them.
 *
 * <p>A chunk is begun again from the front when nobody holds a part of it any more, and so stays in
 * the cache of the loop's core. Confined to the loop.
 */
public final class SharedOutput {
    /** Longer than this, a message is worth no copy at all. */
    static final int LONGEST_MESSAGE_BYTES = Chunk.LARGEST_BYTES / 2;

    private @Nullable Chunk chunk;

    /** A chunk with that much room; to be used before the next call. */
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

    /** Gives its memory back, when the loop has ended. */
    public void close() {
        Chunk last = chunk;
        if (last != null) {
            chunk = null;
            last.release();
        }
    }
}
