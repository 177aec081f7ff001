package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Writes messages as they are stored and delivered. No allocation but what Netty needs for a copy
 * between direct buffers when it runs without {@code Unsafe}; each byte is copied once, from the
 * publisher's buffer to the target.
 *
 * <p>A message is stored as {@link #write} leaves it. When it is delivered again, {@link
 * #writeRedelivery} appends what differs: the fields of a protobuf message may come in any order.
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
     * @param channel the name, encoded
     * @param source holds reply and data, each where its index and length say
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
        WireWriter.number(target, 1, sequence);
        WireWriter.bytes(target, 2, channel);
        WireWriter.bytes(target, 3, source, replyIndex, replyLength);
        WireWriter.bytes(target, 4, source, dataIndex, dataLength);
        WireWriter.number(target, 5, timestampEpochNanos);
    }

    /**
     * Returns the exact number of bytes that {@link #writeRedelivery} appends.
     *
     * @param count how often the message was sent again, unsigned; 0 adds nothing
     */
    public static int redeliveryLength(int count) {
        return count == 0 ? 0 : 2 + WireWriter.numberLength(Integer.toUnsignedLong(count));
    }

    /** Appends, behind an encoded message, that it is delivered again. */
    public static void writeRedelivery(ByteBuf target, int count) {
        if (count != 0) {
            WireWriter.number(target, 6, 1);
            WireWriter.number(target, 7, Integer.toUnsignedLong(count));
        }
    }
}
