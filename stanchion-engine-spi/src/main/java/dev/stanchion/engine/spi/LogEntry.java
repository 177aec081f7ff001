package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;

/**
 * A message about to be stored, which encodes itself straight into the log: encoded once, copied
 * once.
 */
public interface LogEntry {
    long sequence();

    long timestampEpochNanos();

    /** Returns the exact number of bytes that {@link #writeTo} will write. */
    int encodedLength();

    /** Writes the encoded message, the {@code MsgProto} that subscribers will get. */
    void writeTo(ByteBuf target);

    /**
     * Returns the ID that the publisher has given the message; empty if there is none. {@link
     * #writeTo} does not write it. A store can recognise the message by it after a lost answer.
     * Each call allocates.
     */
    default String guid() {
        return "";
    }

    /**
     * Returns the {@link GuidHash} of {@link #guid}. A message that is encoded where it arrived
     * computes it without an allocation.
     */
    default long guidHash() {
        return GuidHash.of(guid());
    }

    /**
     * Returns the client ID of the publisher; empty if there is none. {@link #writeTo} does not
     * write it.
     */
    default String publisher() {
        return "";
    }
}
