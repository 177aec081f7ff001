package dev.stanchion.nats.message;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes for one connection, in order, in as few buffers as can be: filled by one loop at a time.
 *
 * <p>They come in three ways. What goes to this connection alone is copied into chunks of its own.
 * What a message says to several connections in the same words lies in a chunk of the publisher's
 * loop; here a <em>part</em> of that chunk grows as long as one message follows the other there,
 * and becomes a slice when it ends. The body of a long message is a slice of the buffer that it was
 * read into.
 *
 * <p>A slice keeps the whole chunk alive, and a buffer of its own costs about as much as to copy
 * some kilobytes. So what is short is copied after all, and from a connection that lags, where
 * memory matters more, also what is of middle length: beyond what is being written, it costs at
 * most twice what is counted for it.
 */
public final class Gathered {
    private static final int SMALLEST_CHUNK = 512;

    /**
     * How much is given to the system at once, unless one message is longer: less than a segment on
     * loopback, beyond which a byte costs more.
     */
    public static final int MAX_WRITE_BYTES = 56 * 1024;

    /** Two of them make a write. */
    private static final int LARGEST_CHUNK = MAX_WRITE_BYTES / 2;

    /** Of so little it does not matter how much is used. */
    private static final int SMALL_CHUNK = 4 * 1024;

    private static final int SHORTEST_SLICE = Chunk.LARGEST_BYTES / 8;
    private static final int SHORTEST_SLICE_IF_LAGGING = Chunk.LARGEST_BYTES / 2;

    private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>(4);
    private int chunkBytes;

    /** Its own chunk while more can be put into it, and where that begins which has no buffer. */
    private @Nullable Chunk tail;

    private int tailStart;

    /** What lies in a chunk of many and may go on there; held by a reference of its own. */
    private @Nullable Chunk part;

    private int partStart;
    private int partEnd;
    private boolean lagging;

    /**
     * @param expectedBytes how much will come, as far as known; 0 if not
     */
    public Gathered(int expectedBytes) {
        expect(expectedBytes);
    }

    /** Makes the next chunk as large as suits that many bytes. */
    public void expect(int expectedBytes) {
        chunkBytes =
                Math.clamp(
                        2L * Integer.highestOneBit(expectedBytes), SMALLEST_CHUNK, LARGEST_CHUNK);
    }

    /** Says whether its connection lags behind. */
    public void lag(boolean isLagging) {
        lagging = isLagging;
    }

    private boolean isWorthASlice(int bytes) {
        return bytes >= (lagging ? SHORTEST_SLICE_IF_LAGGING : SHORTEST_SLICE);
    }

    /** Appends the prepared bytes of a message. */
    public void append(RoutedMessage message, int bytes) {
        if (message.isShared()) {
            appendPart(message.sharedChunk(), message.sharedStart(), bytes);
        } else if (isWorthASlice(bytes)) {
            message.writeLineTo(room(message.lineLength()));
            append(message.retainBody());
            append(message.terminator());
        } else {
            message.writeTo(room(bytes));
        }
    }

    private void appendPart(Chunk chunk, int start, int length) {
        if (part == chunk && partEnd == start) {
            partEnd += length;
            return;
        }
        endPart();
        chunk.retain();
        part = chunk;
        partStart = start;
        partEnd = start + length;
    }

    public void append(byte[] bytes) {
        if (bytes.length > 0) {
            room(bytes.length).put(bytes, 0, bytes.length);
        }
    }

    /** Without copying it; it is released when it has been written. */
    private void append(ByteBuf buffer) {
        endPart();
        cutTail();
        buffers.add(buffer);
    }

    /** Moves everything here from what another loop has gathered and closed. */
    public void take(Gathered other) {
        endPart();
        for (ByteBuf next = other.buffers.poll(); next != null; next = other.buffers.poll()) {
            takeIn(next);
        }
        Chunk last = other.tail;
        if (last != null) {
            other.tail = null;
            takeIn(last, other.tailStart);
        }
    }

    /** A short buffer may be a slice of something long. */
    private void takeIn(ByteBuf buffer) {
        int bytes = buffer.readableBytes();
        if (lagging && !isWorthASlice(bytes)) {
            ownRoom(bytes).put(buffer.nioBuffer(), 0, bytes);
            buffer.release();
        } else {
            cutTail();
            buffers.add(buffer);
        }
    }

    private void takeIn(Chunk last, int start) {
        int bytes = last.end() - start;
        boolean fits = tail == null && last.capacity() <= SMALL_CHUNK;
        if (!fits && 2 * bytes < last.capacity()) {
            ownRoom(bytes).put(last, start, bytes);
            last.release();
        } else {
            endTail();
            tail = last;
            tailStart = start;
        }
    }

    /** Room behind all that is here. */
    private Chunk room(int bytes) {
        endPart();
        return ownRoom(bytes);
    }

    private Chunk ownRoom(int bytes) {
        Chunk last = tail;
        if (last == null || !last.hasRoomFor(bytes)) {
            endTail();
            last = Chunk.ofSize(Math.max(chunkBytes, bytes));
            chunkBytes = Math.min(4 * chunkBytes, LARGEST_CHUNK);
            tail = last;
            tailStart = 0;
        }
        return last;
    }

    /** Ends what lies in a chunk of many: before anything else is appended, or in the end. */
    public void endPart() {
        Chunk chunk = part;
        if (chunk == null) {
            return;
        }
        part = null;
        int length = partEnd - partStart;
        if (isWorthASlice(length)) {
            cutTail();
            buffers.add(chunk.retainedSlice(partStart, length));
        } else {
            ownRoom(length).put(chunk, partStart, length);
        }
        chunk.release();
    }

    /** Queues what its own chunk has, and goes on behind it. */
    private void cutTail() {
        Chunk last = tail;
        if (last != null && last.end() > tailStart) {
            buffers.add(last.retainedSlice(tailStart, last.end() - tailStart));
            tailStart = last.end();
        }
    }

    /** Queues what its own chunk has, which gets no more. */
    private void endTail() {
        Chunk last = tail;
        if (last != null) {
            tail = null;
            if (tailStart == 0) {
                buffers.add(last.written());
            } else {
                if (last.end() > tailStart) {
                    buffers.add(last.retainedSlice(tailStart, last.end() - tailStart));
                }
                last.release();
            }
        }
    }

    /** Puts everything into buffers. */
    public void close() {
        endPart();
        endTail();
    }

    public boolean hasBuffers() {
        return !buffers.isEmpty();
    }

    /** The length of what {@link #next} will return. */
    public int nextBytes() {
        return buffers.element().readableBytes();
    }

    /** The next buffer of those that have been closed; the caller releases it. */
    public ByteBuf next() {
        return buffers.remove();
    }

    /** Releases everything. */
    public void discard() {
        Chunk shared = part;
        if (shared != null) {
            part = null;
            shared.release();
        }
        endTail();
        buffers.forEach(ByteBuf::release);
        buffers.clear();
    }
}
