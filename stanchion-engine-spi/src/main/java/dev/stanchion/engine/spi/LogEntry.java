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
     * Returns the publisher's own name for the message, which {@link #writeTo} does not write;
     * empty if there is none. Allocates: for stores that need it to find out whether a message has
     * arrived.
     */
    default String guid() {
        return "";
    }

    /**
     * Returns the client ID of the publisher, which {@link #writeTo} does not write; empty if there
     * is none.
     */
    default String publisher() {
        return "";
    }
}
