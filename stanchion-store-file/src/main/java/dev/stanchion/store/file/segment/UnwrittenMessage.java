package dev.stanchion.store.file.segment;

import dev.stanchion.engine.spi.LogEntry;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A message that was read from the commit log, since no segment has it. Not changed once it was
 * made.
 *
 * @param message its bytes as they are stored
 */
public record UnwrittenMessage(long sequence, long timestampEpochNanos, ByteBuffer message)
        implements LogEntry {
    @Override
    public int encodedLength() {
        return message.remaining();
    }

    @Override
    public void writeTo(ByteBuf target) {
        target.writeBytes(message.duplicate());
    }
}
