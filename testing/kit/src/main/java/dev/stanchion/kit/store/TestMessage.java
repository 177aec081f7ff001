package dev.stanchion.kit.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A message as the engine would store it, and as it must come back. Immutable.
 *
 * @param data one byte per char (ISO 8859-1)
 */
public record TestMessage(long sequence, long timestampEpochNanos, String channel, String data)
        implements LogEntry {
    @Override
    public int encodedLength() {
        return MsgProtoEncoder.encodedLength(
                sequence, channel.getBytes(UTF_8).length, 0, data.length(), timestampEpochNanos);
    }

    @Override
    public void writeTo(ByteBuf target) {
        ByteBuf source = Unpooled.wrappedBuffer(data.getBytes(ISO_8859_1));
        MsgProtoEncoder.write(
                target,
                sequence,
                channel.getBytes(UTF_8),
                source,
                0,
                0,
                0,
                data.length(),
                timestampEpochNanos);
    }
}
