package dev.stanchion.store.sql.database;

import dev.stanchion.engine.spi.LogEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A message as it is in the database. Immutable.
 *
 * @param bytes the encoded message, which nobody changes; on the heap, so nobody releases it
 */
public record StoredMessage(long sequence, long timestampEpochNanos, ByteBuf bytes) {
    /** Encodes a message into an array of exactly its size: what the drivers take. */
    public static StoredMessage of(LogEntry message) {
        ByteBuf bytes = Unpooled.wrappedBuffer(new byte[message.encodedLength()]).clear();
        message.writeTo(bytes);
        return new StoredMessage(message.sequence(), message.timestampEpochNanos(), bytes);
    }

    public static StoredMessage of(long sequence, long timestampEpochNanos, byte[] data) {
        return new StoredMessage(sequence, timestampEpochNanos, Unpooled.wrappedBuffer(data));
    }

    public int size() {
        return bytes.writerIndex();
    }

    public byte[] array() {
        return bytes.array();
    }
}
