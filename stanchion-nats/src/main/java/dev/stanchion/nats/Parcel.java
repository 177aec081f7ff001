package dev.stanchion.nats;

import io.netty.buffer.ByteBuf;
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

    private final List<Chunk> chunks = new ArrayList<>(1);
    private @Nullable Chunk chunk;

    // One item: a task; or a connection and either a part of a chunk, or a body of its own.
    private Object[] targets = new Object[16];
    private @Nullable Object[] sources = new Object[16];
    private int[] starts = new int[16];
    private int[] ends = new int[16];

    /** How many messages end in an item, and their bodies' bytes. */
    private int[] messages = new int[16];

    private long[] bodyBytes = new long[16];
    private int count;

    /** Adds a task, which runs after everything added before. */
    void add(Runnable task) {
        addItem(task, null, 0, 0);
    }

    /** Adds the prepared bytes of a message for a connection. */
    void add(ClientConnection connection, RoutedMessage message, int bytes) {
        if (message.isLarge()) {
            addLarge(connection, message);
        } else {
            Chunk out = room(bytes);
            int start = out.end();
            message.writeTo(out);
            addPart(connection, out, start);
        }
        messages[count - 1]++;
        bodyBytes[count - 1] += message.bodyLength();
    }

    private void addLarge(ClientConnection connection, RoutedMessage message) {
        Chunk out = room(message.lineLength());
        int start = out.end();
        message.writeLineTo(out);
        addPart(connection, out, start);
        ByteBuf body = message.retainBody();
        addItem(connection, body, 0, body.readableBytes());
        byte[] terminator = message.terminator();
        if (terminator.length > 0) {
            out = room(terminator.length);
            start = out.end();
            out.put(terminator, 0, terminator.length);
            addPart(connection, out, start);
        }
    }

    private Chunk room(int bytes) {
        Chunk current = chunk;
        if (current == null || !current.hasRoomFor(bytes)) {
            int usual = chunks.isEmpty() ? FIRST_CHUNK_BYTES : CHUNK_BYTES;
            current = Chunk.ofSize(Math.max(bytes, usual));
            chunks.add(current);
            chunk = current;
        }
        return current;
    }

    private void addPart(ClientConnection connection, Chunk part, int start) {
        int last = count - 1;
        if (last >= 0 && targets[last] == connection && sources[last] == part) {
            ends[last] = part.end();
        } else {
            addItem(connection, part, start, part.end());
        }
    }

    private void addItem(Object target, @Nullable Object source, int start, int end) {
        if (count == targets.length) {
            targets = Arrays.copyOf(targets, 2 * count);
            sources = Arrays.copyOf(sources, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            messages = Arrays.copyOf(messages, 2 * count);
            bodyBytes = Arrays.copyOf(bodyBytes, 2 * count);
        }
        targets[count] = target;
        sources[count] = source;
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
                if (messages[i] > 0) {
                    connection(i).traffic().delivered(messages[i], bodyBytes[i]);
                }
            } catch (RuntimeException | Error e) {
                LOG.error("A task from another loop failed", e);
            }
        }
        releaseChunks();
    }

    private void unpack(int item) {
        int start = starts[item];
        int length = ends[item] - start;
        switch (sources[item]) {
            case null -> ((Runnable) targets[item]).run();
            case Chunk part when 2 * length >= part.capacity() ->
                    connection(item).takeIn(part.retainedSlice(start, length));
            case Chunk part -> connection(item).takeInCopy(part, start, length);
            case ByteBuf body -> connection(item).takeIn(body);
            case Object other -> throw new IllegalStateException("item: " + other);
        }
    }

    private ClientConnection connection(int item) {
        return (ClientConnection) targets[item];
    }

    /** Releases it unread. */
    void discard() {
        for (int i = 0; i < count; i++) {
            if (sources[i] instanceof ByteBuf body) {
                body.release();
            }
        }
        releaseChunks();
    }

    private void releaseChunks() {
        chunks.forEach(Chunk::release);
    }
}
