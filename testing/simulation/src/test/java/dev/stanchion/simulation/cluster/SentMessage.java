package dev.stanchion.simulation.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** A message whose data is its GUID. Immutable. */
record SentMessage(long sequence, long timestampEpochNanos, String publisher, String guid)
        implements LogEntry {
    private static final byte[] CHANNEL = Arena.CHANNEL.getBytes(UTF_8);

    @Override
    public int encodedLength() {
        return MsgProtoEncoder.encodedLength(
                sequence, CHANNEL.length, 0, guid.length(), timestampEpochNanos);
    }

    @Override
    public void writeTo(ByteBuf target) {
        ByteBuf source = Unpooled.wrappedBuffer(guid.getBytes(UTF_8));
        MsgProtoEncoder.write(
                target, sequence, CHANNEL, source, 0, 0, 0, guid.length(), timestampEpochNanos);
    }
}
