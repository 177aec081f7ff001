package dev.stanchion.transfer;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;

/** A message of a source, on its way into a log. One object serves all messages of a channel. */
public final class CopiedMessage implements LogEntry {
    private final byte[] channel;
    private MsgProtoCursor message = new MsgProtoCursor();

    /**
     * @param channel the encoded name of the channel where it is stored
     */
    public CopiedMessage(byte[] channel) {
        this.channel = channel;
    }

    /** Stands for another message from here on. */
    public CopiedMessage of(MsgProtoCursor other) {
        message = other;
        return this;
    }

    @Override
    public long sequence() {
        return message.sequence();
    }

    @Override
    public long timestampEpochNanos() {
        return message.timestampEpochNanos();
    }

    @Override
    public int encodedLength() {
        return MsgProtoEncoder.encodedLength(
                        message.sequence(),
                        channel.length,
                        message.replyLength(),
                        message.dataLength(),
                        message.timestampEpochNanos())
                + MsgProtoEncoder.parkedLength(message.parkedLength());
    }

    @Override
    public void writeTo(ByteBuf target) {
        MsgProtoEncoder.write(
                target,
                message.sequence(),
                channel,
                message.buffer(),
                message.replyIndex(),
                message.replyLength(),
                message.dataIndex(),
                message.dataLength(),
                message.timestampEpochNanos());
        MsgProtoEncoder.writeParked(
                target, message.buffer(), message.parkedIndex(), message.parkedLength());
    }
}
