package dev.stanchion.engine.admin;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** A message of an export as its channel stores it. Its guid and its publisher are not known. */
final class RestoredMessage implements LogEntry {
    private final byte[] channel;
    private final long sequence;
    private final long timestampEpochNanos;
    private final ByteBuf parts;
    private final int replyLength;
    private final int dataLength;

    RestoredMessage(byte[] channel, long sequence, long timestampEpochNanos, StoredMessage from) {
        byte[] reply = from.reply().getBytes(StandardCharsets.UTF_8);
        this.channel = channel;
        this.sequence = sequence;
        this.timestampEpochNanos = timestampEpochNanos;
        this.parts = Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(reply), from.data().toByteBuf());
        this.replyLength = reply.length;
        this.dataLength = from.data().length();
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timestampEpochNanos() {
        return timestampEpochNanos;
    }

    @Override
    public int encodedLength() {
        return MsgProtoEncoder.encodedLength(
                sequence, channel.length, replyLength, dataLength, timestampEpochNanos);
    }

    @Override
    public void writeTo(ByteBuf target) {
        MsgProtoEncoder.write(
                target,
                sequence,
                channel,
                parts,
                0,
                replyLength,
                replyLength,
                dataLength,
                timestampEpochNanos);
    }
}
