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
}
