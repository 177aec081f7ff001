package dev.stanchion.store.jetstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A message of a publisher. Its data is its GUID. Immutable. */
public record GuidMessage(long sequence, long timestampEpochNanos, String channel, String guid)
        implements LogEntry {
    @Override
    public String publisher() {
        return "orders-1";
    }

    @Override
    public int encodedLength() {
        return MsgProtoEncoder.encodedLength(
                sequence, channel.length(), 0, guid.length(), timestampEpochNanos);
    }

    @Override
    public void writeTo(ByteBuf target) {
        ByteBuf source = Unpooled.wrappedBuffer(guid.getBytes(ISO_8859_1));
        MsgProtoEncoder.write(
                target,
                sequence,
                channel.getBytes(UTF_8),
                source,
                0,
                0,
                0,
                guid.length(),
                timestampEpochNanos);
    }
}
