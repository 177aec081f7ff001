package dev.stanchion.engine.publish;

import dev.stanchion.engine.channel.Channel;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.GuidHash;
import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.protocol.MsgProtoEncoder;
import dev.stanchion.protocol.PubMsgCursor;
import io.netty.buffer.ByteBuf;

/** The message that is being appended, encoded from where it arrived straight into the log. */
@ShardOwned
final class PublishedMessage implements LogEntry {
    private PubMsgCursor message = new PubMsgCursor();
    private String publisher = "";
    private byte[] channel = {};
    private long sequence;
    private long timestampEpochNanos;

    /** Becomes the next message of the channel; used until the next call. */
    void become(PubMsgCursor next, String sender, Channel where) {
        message = next;
        publisher = sender;
        channel = where.channelBytes();
        sequence = where.messages().lastSequence() + 1;
        timestampEpochNanos = where.nextTimestampEpochNanos();
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
                sequence,
                channel.length,
                message.replyLength(),
                message.dataLength(),
                timestampEpochNanos);
    }

    @Override
    public void writeTo(ByteBuf target) {
        MsgProtoEncoder.write(
                target,
                sequence,
                channel,
                message.buffer(),
                message.replyIndex(),
                message.replyLength(),
                message.dataIndex(),
                message.dataLength(),
                timestampEpochNanos);
    }

    @Override
    public String guid() {
        return Subjects.text(message.buffer(), message.guidIndex(), message.guidLength());
    }

    @Override
    public long guidHash() {
        return GuidHash.of(message.buffer(), message.guidIndex(), message.guidLength());
    }

    @Override
    public String publisher() {
        return publisher;
    }
}
