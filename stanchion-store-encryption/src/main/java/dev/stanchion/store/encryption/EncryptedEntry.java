package dev.stanchion.store.encryption;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The message to append, with its payload encrypted. Owned by a shard. */
final class EncryptedEntry implements LogEntry {
    private @Nullable LogEntry plain;
    private byte[] channel = {};
    private ByteBuf parts = Unpooled.EMPTY_BUFFER;
    private long sequence;
    private long timestampEpochNanos;
    private int replyLength;
    private int dataLength;
    private int parkedLength;

    /**
     * Changes this entry to another message. The entry is valid until the next call.
     *
     * @param parts the reply subject, followed by the payload, and by the note of a parked message
     */
    void become(
            LogEntry message, byte[] channel, ByteBuf parts, int replyLength, int parkedLength) {
        this.plain = message;
        this.sequence = message.sequence();
        this.timestampEpochNanos = message.timestampEpochNanos();
        this.channel = channel;
        this.parts = parts;
        this.replyLength = replyLength;
        this.parkedLength = parkedLength;
        this.dataLength = parts.readableBytes() - replyLength - parkedLength;
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
                + MsgProtoEncoder.parkedLength(parkedLength);
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
        MsgProtoEncoder.writeParked(target, parts, replyLength + dataLength, parkedLength);
    }

    @Override
    public String guid() {
        return plain == null ? "" : plain.guid();
    }

    @Override
    public long guidHash() {
        return plain == null ? 0 : plain.guidHash();
    }

    @Override
    public String publisher() {
        return plain == null ? "" : plain.publisher();
    }
}
