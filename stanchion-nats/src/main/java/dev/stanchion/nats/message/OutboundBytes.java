package dev.stanchion.nats.message;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes for one connection, in order, in as few buffers as possible. One loop fills it at a time.
 *
 * <p>The bytes come in three ways. Bytes for this connection alone are copied into its own chunks.
 * Bytes that several connections get lie in a chunk of the publisher's loop. A <em>part</em> of
 * that chunk grows here as long as one message follows the other there, and becomes a slice when it
 * ends. The body of a long message is a slice of the read buffer.
 *
 * <p>A slice keeps the whole chunk alive, and a separate buffer costs about as much as copying some
 * kilobytes. So short parts are copied after all. For a connection that lags, memory matters more,
 * so parts of middle length are copied too. Such a connection takes at most twice the memory that
 * is counted for it, besides the current write.
 */
public final class OutboundBytes {
    private static final int SMALLEST_CHUNK = 512;

    /**
     * The largest write, unless one message is longer. It is less than a segment on loopback; bytes
     * beyond a segment cost more.
     */
    public static final int MAX_WRITE_BYTES = 56 * 1024;

    /** The size of the largest chunk. Two chunks make a write. */
    private static final int LARGEST_CHUNK = MAX_WRITE_BYTES / 2;

    /** A chunk of up to this size is kept even if it is mostly empty. */
    private static final int SMALL_CHUNK = 4 * 1024;

    private static final int SHORTEST_SLICE = Chunk.LARGEST_BYTES / 8;
    private static final int SHORTEST_SLICE_IF_LAGGING = Chunk.LARGEST_BYTES / 2;

    private final ArrayDeque<ByteBuf> buffers = new ArrayDeque<>(4);
    private int chunkBytes;

    /** The current chunk of its own, and the index in it from which bytes are in no buffer yet. */
    private @Nullable Chunk tail;

    private int tailStart;

    /** The shared chunk with the current part. This object holds its own reference to it. */
    private @Nullable Chunk part;

    private int partStart;
    private int partEnd;
    private boolean lagging;

    /**
     * @param expectedBytes the expected number of bytes; 0 if it is unknown
     */
    public OutboundBytes(int expectedBytes) {
        expect(expectedBytes);
    }

    /** Makes the next chunk large enough for this number of bytes. */
    public void expect(int expectedBytes) {
        chunkBytes =
                Math.clamp(
                        2L * Integer.highestOneBit(expectedBytes), SMALLEST_CHUNK, LARGEST_CHUNK);
    }

    /** Records whether the connection reads more slowly than the server writes. */
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

    /** Appends a buffer without copying it. The buffer is released after it was written. */
    private void append(ByteBuf buffer) {
        endPart();
        cutTail();
        buffers.add(buffer);
    }

    /** Takes over everything that another loop has gathered and closed. */
    public void take(OutboundBytes other) {
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

    /** Takes over one buffer. A short buffer may be a slice of a long one, so it may be copied. */
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

    /** Returns a chunk with room behind the bytes so far. */
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

    /** Ends the current part of a shared chunk, before anything else is appended and at the end. */
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

    /** Queues the bytes of its own chunk, and continues behind them. */
    private void cutTail() {
        Chunk last = tail;
        if (last != null && last.end() > tailStart) {
            buffers.add(last.retainedSlice(tailStart, last.end() - tailStart));
            tailStart = last.end();
        }
    }

    /** Queues the bytes of its own chunk, and gives the chunk up. */
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

    /** Returns the length of the buffer that {@link #next} returns. */
    public int nextBytes() {
        return buffers.element().readableBytes();
    }

    /** Returns the next closed buffer, which the caller releases. */
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
