package dev.stanchion.nats;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one turn has for another loop, in order: bytes for its connections, and tasks.
 *
 * <p>Filled by one loop, then run by the other; the hand-over through the inbox publishes it. Bytes
 * are written once into chunks that all connections share. Consecutive messages for one connection
 * are one item; on arrival a long item is shared with the connection's queue and a short one is
 * copied there, so that no short one keeps a long chunk alive.
 */
final class Parcel implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Parcel.class);
    private static final int FIRST_CHUNK_BYTES = 4 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final List<ByteBuf> chunks = new ArrayList<>(1);
    private @Nullable ByteBuf chunk;

    // One item: a task; or a connection with either a part of a chunk, or a body of its own.
    private Object[] targets = new Object[16];
    private @Nullable ByteBuf[] buffers = new ByteBuf[16];
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int count;

    /** Adds a task, which runs after everything added before. */
    void add(Runnable task) {
        addItem(task, null, 0, 0);
    }

    /** Adds the prepared bytes of a message for a connection. */
    void add(ClientConnection connection, RoutedMessage message, int bytes) {
        if (message.isLarge()) {
            addLarge(connection, message);
            return;
        }
        ByteBuf out = room(bytes);
        int start = out.writerIndex();
        message.writeTo(out);
        addPart(connection, out, start);
    }

    private void addLarge(ClientConnection connection, RoutedMessage message) {
        ByteBuf out = room(message.lineLength());
        int start = out.writerIndex();
        message.writeLineTo(out);
        addPart(connection, out, start);
        ByteBuf body = message.retainBody();
        addItem(connection, body, 0, body.readableBytes());
        byte[] terminator = message.terminator();
        if (terminator.length > 0) {
            out = room(terminator.length);
            start = out.writerIndex();
            out.writeBytes(terminator);
            addPart(connection, out, start);
        }
    }

    private ByteBuf room(int bytes) {
        ByteBuf current = chunk;
        if (current == null || current.writableBytes() < bytes) {
            int size = Math.max(bytes, chunks.isEmpty() ? FIRST_CHUNK_BYTES : CHUNK_BYTES);
            current = PooledByteBufAllocator.DEFAULT.directBuffer(size, size);
            chunks.add(current);
            chunk = current;
        }
        return current;
    }

    @SuppressWarnings("ReferenceEquality") // equal bytes do not make it the same buffer
    private void addPart(ClientConnection connection, ByteBuf part, int start) {
        int last = count - 1;
        if (last >= 0 && targets[last] == connection && buffers[last] == part) {
            ends[last] = part.writerIndex();
        } else {
            addItem(connection, part, start, part.writerIndex());
        }
    }

    private void addItem(Object target, @Nullable ByteBuf buffer, int start, int end) {
        if (count == targets.length) {
            targets = Arrays.copyOf(targets, 2 * count);
            buffers = Arrays.copyOf(buffers, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        targets[count] = target;
        buffers[count] = buffer;
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    /** Unpacks it on the loop it is for. */
    @Override
    public void run() {
        for (int i = 0; i < count; i++) {
            try {
                unpack(i);
            } catch (RuntimeException | Error e) {
                LOG.error("A task from another loop failed", e);
            }
        }
        releaseChunks();
    }

    private void unpack(int item) {
        ByteBuf buffer = buffers[item];
        if (buffer == null) {
            ((Runnable) targets[item]).run();
            return;
        }
        var connection = (ClientConnection) targets[item];
        int start = starts[item];
        int length = ends[item] - start;
        if (!isChunk(buffer)) {
            connection.takeIn(buffer);
        } else if (2 * length >= buffer.capacity()) {
            connection.takeIn(buffer.retainedSlice(start, length));
        } else {
            connection.takeInCopy(buffer, start, length);
        }
    }

    /** Releases it unread. */
    void discard() {
        for (int i = 0; i < count; i++) {
            ByteBuf buffer = buffers[i];
            if (buffer != null && !isChunk(buffer)) {
                buffer.release();
            }
        }
        releaseChunks();
    }

    @SuppressWarnings("ReferenceEquality") // equal bytes do not make it the same buffer
    private boolean isChunk(ByteBuf buffer) {
        for (ByteBuf candidate : chunks) {
            if (candidate == buffer) {
                return true;
            }
        }
        return false;
    }

    private void releaseChunks() {
        chunks.forEach(ByteBuf::release);
    }
}
