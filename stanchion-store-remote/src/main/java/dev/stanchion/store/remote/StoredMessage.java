package dev.stanchion.store.remote;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.protocol.MsgProtoEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * A message as subscribers get it. Immutable.
 *
 * @param bytes the encoded message in an array of exactly its size, because database drivers take
 *     whole arrays; no caller changes or releases it
 * @param guidHash the {@link dev.stanchion.engine.spi.GuidHash} of the message's guid; 0 if unknown
 */
public record StoredMessage(long sequence, long timestampEpochNanos, ByteBuf bytes, long guidHash) {
    private StoredMessage(long sequence, long timestampEpochNanos, ByteBuf bytes) {
        this(sequence, timestampEpochNanos, bytes, 0);
    }

    /** Returns the same message with the hash of its guid. */
    public StoredMessage withGuidHash(long hash) {
        return new StoredMessage(sequence, timestampEpochNanos, bytes, hash);
    }

    public static StoredMessage of(long sequence, long timestampEpochNanos, byte[] data) {
        return new StoredMessage(sequence, timestampEpochNanos, Unpooled.wrappedBuffer(data));
    }

    /**
     * Encodes a message from its parts.
     *
     * @param channel the encoded name
     * @param source contains reply, data and the note of a parked message, at the given indices and
     *     lengths
     */
    public static StoredMessage of(
            long sequence,
            long timestampEpochNanos,
            byte[] channel,
            ByteBuf source,
            int replyIndex,
            int replyLength,
            int dataIndex,
            int dataLength,
            int parkedIndex,
            int parkedLength) {
        ByteBuf bytes =
                exactly(
                        MsgProtoEncoder.encodedLength(
                                        sequence,
                                        channel.length,
                                        replyLength,
                                        dataLength,
                                        timestampEpochNanos)
                                + MsgProtoEncoder.parkedLength(parkedLength));
        MsgProtoEncoder.write(
                bytes,
                sequence,
                channel,
                source,
                replyIndex,
                replyLength,
                dataIndex,
                dataLength,
                timestampEpochNanos);
        MsgProtoEncoder.writeParked(bytes, source, parkedIndex, parkedLength);
        return new StoredMessage(sequence, timestampEpochNanos, bytes);
    }

    private static ByteBuf exactly(int size) {
        return Unpooled.wrappedBuffer(new byte[size]).clear();
    }

    /**
     * Returns the same message with another sequence and time, which a message gets if a store
     * inserts others before it.
     */
    public StoredMessage moved(long toSequence, long toEpochNanos) {
        MsgProtoCursor parts = new MsgProtoCursor();
        if (!parts.wrap(bytes, 0, size())) {
            throw new IllegalStateException("message " + sequence + " cannot be decoded");
        }
        byte[] channel = ByteBufUtil.getBytes(bytes, parts.channelIndex(), parts.channelLength());
        return of(
                        toSequence,
                        toEpochNanos,
                        channel,
                        bytes,
                        parts.replyIndex(),
                        parts.replyLength(),
                        parts.dataIndex(),
                        parts.dataLength(),
                        parts.parkedIndex(),
                        parts.parkedLength())
                .withGuidHash(guidHash);
    }

    public int size() {
        return bytes.writerIndex();
    }

    public byte[] array() {
        return bytes.array();
    }
}
