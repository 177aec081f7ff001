package dev.stanchion.simulation.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** A message as recorded. The array is not changed after it was handed over. */
@SuppressWarnings("ArrayRecordComponent")
record StoredMessage(long sequence, long timestampEpochNanos, byte[] encoded) {
    /** Returns a message of another writer. */
    static StoredMessage foreign(
            String channel, long sequence, long timestampEpochNanos, String data) {
        ByteBuf source = Unpooled.copiedBuffer(data, UTF_8);
        ByteBuf target = Unpooled.buffer();
        MsgProtoEncoder.write(
                target,
                sequence,
                channel.getBytes(UTF_8),
                source,
                0,
                0,
                0,
                source.readableBytes(),
                timestampEpochNanos);
        return new StoredMessage(sequence, timestampEpochNanos, ByteBufUtil.getBytes(target));
    }

    /** Returns the same message with a higher sequence. */
    StoredMessage movedUp(int count) {
        MsgProtoCursor parts = new MsgProtoCursor();
        ByteBuf source = Unpooled.wrappedBuffer(encoded);
        if (!parts.wrap(source, 0, encoded.length)) {
            throw new IllegalStateException("message " + sequence + " cannot be decoded");
        }
        ByteBuf target = Unpooled.buffer();
        MsgProtoEncoder.write(
                target,
                sequence + count,
                ByteBufUtil.getBytes(source, parts.channelIndex(), parts.channelLength()),
                source,
                parts.replyIndex(),
                parts.replyLength(),
                parts.dataIndex(),
                parts.dataLength(),
                timestampEpochNanos);
        return new StoredMessage(
                sequence + count, timestampEpochNanos, ByteBufUtil.getBytes(target));
    }
}
