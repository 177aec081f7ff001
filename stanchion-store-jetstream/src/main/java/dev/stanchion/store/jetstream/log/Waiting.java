package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.store.jetstream.append.Outgoing;
import dev.stanchion.store.remote.StoredMessage;
import dev.stanchion.store.remote.Tail;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * A message that is appended and not durable. It becomes another message when it is: {@link
 * SpareMessages} keeps it until then. Confined to the channel's shard.
 */
final class Waiting {
    private final Outgoing outgoing = Outgoing.empty();
    private int countedBytes;
    private int admittedBytes;
    private long sequence;
    private long timestampEpochNanos;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    private int index;
    private int size;

    /**
     * Becomes the message that {@link #outgoing} has become.
     *
     * @param encoded contains the message in the form of subscribers, from the index to its writer
     *     index
     */
    void become(LogEntry message, ByteBuf encoded, int encodedIndex, int itsCountedBytes) {
        sequence = message.sequence();
        timestampEpochNanos = message.timestampEpochNanos();
        bytes = encoded;
        index = encodedIndex;
        size = encoded.writerIndex() - encodedIndex;
        countedBytes = itsCountedBytes;
        admittedBytes = size;
    }

    /** Lets its bytes go, for the garbage collector. */
    void forgetBytes() {
        bytes = Unpooled.EMPTY_BUFFER;
        outgoing.forgetPayload();
    }

    /** Returns the message in the form of the stream. */
    Outgoing outgoing() {
        return outgoing;
    }

    long sequence() {
        return sequence;
    }

    long timestampEpochNanos() {
        return timestampEpochNanos;
    }

    int countedBytes() {
        return countedBytes;
    }

    /** Returns its size when it was admitted; it may have grown since then. */
    int admittedBytes() {
        return admittedBytes;
    }

    /**
     * Puts the message behind messages of others: it gets a greater sequence, and a time that is
     * not before theirs. No copy of it that is on its way can land any more, because the stream has
     * moved on from where that was expected.
     *
     * @param tail gives the message room behind those of others
     */
    void move(int by, long earliestEpochNanos, Tail tail) {
        StoredMessage message =
                StoredMessage.of(
                        sequence, timestampEpochNanos, ByteBufUtil.getBytes(bytes, index, size));
        if (earliestEpochNanos > timestampEpochNanos) {
            timestampEpochNanos = earliestEpochNanos;
            outgoing.setTime(earliestEpochNanos);
        }
        sequence += by;
        message = message.moved(sequence, timestampEpochNanos);
        size = message.size();
        bytes = tail.room(size);
        index = bytes.writerIndex();
        bytes.writeBytes(message.bytes(), 0, size);
    }
}
