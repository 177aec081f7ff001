package dev.stanchion.store.sql.database;

import dev.stanchion.engine.spi.LogEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A message in the form of the database. Immutable.
 *
 * @param bytes the encoded message on the heap; no caller changes or releases it
 */
public record StoredMessage(long sequence, long timestampEpochNanos, ByteBuf bytes) {
    /**
     * Encodes a message into an array of exactly its size, because the drivers take whole arrays.
     */
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
