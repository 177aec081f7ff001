package dev.stanchion.engine.publish;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A message that no client has published to the channel where it is stored: one that is parked
 * there, or that an operator puts back. Its publisher is not known. Immutable.
 */
public final class OwnMessage implements LogEntry {
    private final byte[] channel;
    private final long sequence;
    private final long timestampEpochNanos;
    private final ByteBuf parts;
    private final int replyLength;
    private final int dataLength;
    private final int noteLength;
    private final String guid;

    /**
     * @param channel the encoded name of the channel where it is stored; clients acknowledge by it
     * @param note why it is parked, encoded; empty if it is not
     * @param guid empty if it is not known
     */
    public OwnMessage(
            byte[] channel,
            long sequence,
            long timestampEpochNanos,
            byte[] reply,
            ByteBuf data,
            byte[] note,
            String guid) {
        this.channel = channel;
        this.sequence = sequence;
        this.timestampEpochNanos = timestampEpochNanos;
        this.replyLength = reply.length;
        this.dataLength = data.readableBytes();
        this.noteLength = note.length;
        this.parts =
                Unpooled.wrappedBuffer(
                        Unpooled.wrappedBuffer(reply), data, Unpooled.wrappedBuffer(note));
        this.guid = guid;
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
                        sequence, channel.length, replyLength, dataLength, timestampEpochNanos)
                + MsgProtoEncoder.parkedLength(noteLength);
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
        MsgProtoEncoder.writeParked(target, parts, replyLength + dataLength, noteLength);
    }

    @Override
    public String guid() {
        return guid;
    }
}
