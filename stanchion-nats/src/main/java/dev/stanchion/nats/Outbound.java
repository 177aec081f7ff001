package dev.stanchion.nats;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that wait to be written to one connection, and their writing.
 *
 * <p>At most one write is under way. What is appended meanwhile gathers in full chunks, so a slow
 * reader costs about the memory that it is charged for. Counts as {@link PendingBytes} what the
 * connection appended; subtracts it when the system has taken it.
 *
 * <p>A <em>batch</em> is what was queued when writing began; it must be written within the
 * deadline, however much of it has been, or the connection is too slow. Confined to the loop.
 */
final class Outbound {
    private static final int SMALLEST_CHUNK = 512;
    private static final int LARGEST_CHUNK = 64 * 1024;

    /** How much is given to the system at once; small enough to notice relief soon. */
    private static final int MAX_WRITE_BYTES = 1 << 20;

    private final Channel channel;
    private final PendingBytes pending;
    private final ClientConnection owner;
    private final ArrayDeque<ByteBuf> queue = new ArrayDeque<>();
    private final WriteDeadline deadline;

    /** Holds the last element of the queue while more can be put into it, or null. */
    private @Nullable Chunk tail;

    private int chunkBytes = SMALLEST_CHUNK;
    private boolean writing;
    private boolean discarded;
    private long appended;
    private long written;

    Outbound(
            ClientConnection owner, Channel channel, PendingBytes pending, WriteDeadline deadline) {
        this.owner = owner;
        this.channel = channel;
        this.pending = pending;
        this.deadline = deadline;
    }

    /** Appends the prepared bytes of a message. */
    void append(RoutedMessage message, int bytes) {
        if (message.isLarge()) {
            appendLarge(message);
        } else {
            message.writeTo(room(bytes));
            appended += bytes;
        }
    }

    private void appendLarge(RoutedMessage message) {
        message.writeLineTo(room(message.lineLength()));
        appended += message.lineLength();
        append(message.retainBody());
        append(message.terminator());
    }

    void append(byte[] bytes) {
        if (bytes.length > 0) {
            room(bytes.length).put(bytes, 0, bytes.length);
            appended += bytes.length;
        }
    }

    void append(Chunk source, int index, int length) {
        room(length).put(source, index, length);
        appended += length;
    }

    /** Appends a buffer without copying; it is released when it has been written. */
    void append(ByteBuf buffer) {
        endTail();
        queue.add(buffer);
        chunkBytes = SMALLEST_CHUNK;
        appended += buffer.readableBytes();
    }

    private Chunk room(int bytes) {
        Chunk last = tail;
        if (last == null || !last.hasRoomFor(bytes)) {
            endTail();
            last = Chunk.ofSize(Math.max(chunkBytes, bytes));
            chunkBytes = Math.min(4 * chunkBytes, LARGEST_CHUNK);
            queue.add(last.written());
            tail = last;
        }
        return last;
    }

    /** Lets the queue see all of the last chunk, which gets no more. */
    private void endTail() {
        Chunk last = tail;
        if (last != null) {
            last.written();
            tail = null;
        }
    }

    boolean isEmpty() {
        return appended == written;
    }

    /** Writes what is queued, unless a write is under way. At the end of a turn only. */
    void flush() {
        while (!writing && !queue.isEmpty()) {
            write();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the last write of a flush speaks for all
    private void write() {
        writing = true;
        endTail();
        ByteBuf next = queue.remove();
        int bytes = next.readableBytes();
        while (!queue.isEmpty() && bytes < MAX_WRITE_BYTES) {
            channel.write(next, channel.voidPromise());
            next = queue.remove();
            bytes += next.readableBytes();
        }
        if (queue.isEmpty()) {
            chunkBytes =
                    Math.clamp(2L * Integer.highestOneBit(bytes), SMALLEST_CHUNK, LARGEST_CHUNK);
        }
        int inFlight = bytes;
        ChannelFuture done = channel.writeAndFlush(next);
        if (done.isDone()) {
            complete(done, inFlight);
        } else {
            deadline.watch(written, appended);
            done.addListener(ignored -> {
                complete(done, inFlight);
                owner.onWritten();
            });
        }
    }

    private void complete(ChannelFuture done, int bytes) {
        writing = false;
        if (discarded) {
            return;
        }
        if (done.isSuccess()) {
            written += bytes;
            pending.written(bytes);
            deadline.progress(written);
        } else {
            owner.onWriteFailed(done.cause());
        }
    }

    /** Releases what is queued; nothing may be appended any more. */
    void discard() {
        discarded = true;
        queue.forEach(ByteBuf::release);
        queue.clear();
        tail = null;
        deadline.cancel();
    }
}
