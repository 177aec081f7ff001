package dev.stanchion.engine.shard;

import dev.stanchion.engine.spi.BusHandler;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to another shard, each with the handler that awaits it there. Filled on one
 * shard, emptied on another, given back and filled again; the hand-overs in between order the
 * accesses. It shows one message at a time, so that none becomes an object.
 */
final class CrossingBatch implements BusMessage {
    static final int CAPACITY = 256;

    private static final int INITIAL_CAPACITY = 8;
    private static final int FIELDS = 6;

    private @Nullable BusHandler[] handlers = new BusHandler[INITIAL_CAPACITY];
    private @Nullable ByteBuf[] buffers = new ByteBuf[INITIAL_CAPACITY];
    private @Nullable Origin[] origins = new Origin[INITIAL_CAPACITY];
    private int[] fields = new int[INITIAL_CAPACITY * FIELDS];
    private int size;
    private int at;
    private long bytes;

    boolean isFull() {
        return size == CAPACITY;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Returns the size of its messages. */
    long bytes() {
        return bytes;
    }

    /** Retains the message's buffer until {@link #deliver} has handled it. */
    void add(BusHandler handler, BusMessage message) {
        if (size == handlers.length) {
            grow();
        }
        handlers[size] = handler;
        buffers[size] = message.buffer().retain();
        origins[size] = message.origin();
        int field = size * FIELDS;
        fields[field] = message.subjectIndex();
        fields[field + 1] = message.subjectLength();
        fields[field + 2] = message.replyIndex();
        fields[field + 3] = message.replyLength();
        fields[field + 4] = message.payloadIndex();
        fields[field + 5] = message.payloadLength();
        size++;
        bytes += message.payloadLength();
    }

    private void grow() {
        int capacity = Math.min(CAPACITY, handlers.length * 2);
        handlers = Arrays.copyOf(handlers, capacity);
        buffers = Arrays.copyOf(buffers, capacity);
        origins = Arrays.copyOf(origins, capacity);
        fields = Arrays.copyOf(fields, capacity * FIELDS);
    }

    /** Hands every message to its handler and releases it. On the receiving shard. */
    void deliver(int shard) {
        for (at = 0; at < size; at++) {
            ByteBuf buffer = present(buffers[at]);
            try {
                BugGuard.hand(shard, present(handlers[at]), this);
            } finally {
                buffer.release();
            }
        }
    }

    /** Makes it as new. */
    void clear() {
        Arrays.fill(handlers, 0, size, null);
        Arrays.fill(buffers, 0, size, null);
        Arrays.fill(origins, 0, size, null);
        size = 0;
        bytes = 0;
    }

    @Override
    public ByteBuf buffer() {
        return present(buffers[at]);
    }

    @Override
    public int subjectIndex() {
        return fields[at * FIELDS];
    }

    @Override
    public int subjectLength() {
        return fields[at * FIELDS + 1];
    }

    @Override
    public int replyIndex() {
        return fields[at * FIELDS + 2];
    }

    @Override
    public int replyLength() {
        return fields[at * FIELDS + 3];
    }

    @Override
    public int payloadIndex() {
        return fields[at * FIELDS + 4];
    }

    @Override
    public int payloadLength() {
        return fields[at * FIELDS + 5];
    }

    @Override
    public Origin origin() {
        return present(origins[at]);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("no message at this place of the batch");
        }
        return value;
    }
}
