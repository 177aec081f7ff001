package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Writes messages in the form that is stored and delivered. The encoder allocates nothing, except
 * when Netty runs without {@code Unsafe} and copies between direct buffers. It copies each byte
 * once, from the publisher's buffer to the target.
 *
 * <p>The store keeps a message in the form of {@link #write}. For a redelivery, {@link
 * #writeRedelivery} appends the fields that differ, because the fields of a protobuf message may
 * come in any order.
 */
public final class MsgProtoEncoder {
    private MsgProtoEncoder() {}

    /** Returns the exact number of bytes that {@link #write} appends. */
    public static int encodedLength(
            long sequence,
            int channelLength,
            int replyLength,
            int dataLength,
            long timestampEpochNanos) {
        return WireWriter.numberLength(sequence)
                + WireWriter.bytesLength(channelLength)
                + WireWriter.bytesLength(replyLength)
                + WireWriter.bytesLength(dataLength)
                + WireWriter.numberLength(timestampEpochNanos);
    }

    /**
     * Appends a message.
     *
     * @param sequence unsigned
     * @param channel the encoded name
     * @param source contains reply and data at the given indices and lengths
     */
    public static void write(
            ByteBuf target,
            long sequence,
            byte[] channel,
            ByteBuf source,
            int replyIndex,
            int replyLength,
            int dataIndex,
            int dataLength,
            long timestampEpochNanos) {
        WireWriter.number(NettyOutput.INSTANCE, target, 1, sequence);
        WireWriter.bytes(NettyOutput.INSTANCE, target, 2, channel);
        WireWriter.bytes(target, 3, source, replyIndex, replyLength);
        WireWriter.bytes(target, 4, source, dataIndex, dataLength);
        WireWriter.number(NettyOutput.INSTANCE, target, 5, timestampEpochNanos);
    }

    /**
     * Returns the exact number of bytes that {@link #writeParked} appends.
     *
     * @param length of the encoded {@link ParkedNote}; 0 adds nothing
     */
    public static int parkedLength(int length) {
        return length == 0
                ? 0
                : WireWriter.varintLength(ParkedNote.TAG)
                        + WireWriter.varintLength(length)
                        + length;
    }

    /** Appends why a message was parked to an encoded message. */
    public static void writeParked(ByteBuf target, ByteBuf source, int index, int length) {
        WireWriter.bytes(target, ParkedNote.FIELD, source, index, length);
    }

    /**
     * Returns the exact number of bytes that {@link #writeRedelivery} appends.
     *
     * @param count how often the message was redelivered, unsigned; 0 adds nothing
     */
    public static int redeliveryLength(int count) {
        return count == 0 ? 0 : 2 + WireWriter.numberLength(Integer.toUnsignedLong(count));
    }

    /** Appends the redelivery fields to an encoded message. */
    public static void writeRedelivery(ByteBuf target, int count) {
        if (count != 0) {
            WireWriter.number(NettyOutput.INSTANCE, target, 6, 1);
            WireWriter.number(NettyOutput.INSTANCE, target, 7, Integer.toUnsignedLong(count));
        }
    }
}
