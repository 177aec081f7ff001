package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/** Writes the messages of publishing clients. */
public final class PubMsgEncoder {
    private PubMsgEncoder() {}

    /**
     * Appends a message.
     *
     * @param guid identifies the message in its {@link PubAck}
     * @param reply empty if there is none
     * @param connId opaque bytes, one per char (ISO 8859-1); empty for a protocol 0 client
     */
    public static void write(
            ByteBuf target,
            String clientId,
            String guid,
            String channel,
            String reply,
            byte[] data,
            String connId) {
        encode(NettyOutput.INSTANCE, target, clientId, guid, channel, reply, data, connId);
    }

    /** Returns the message that {@link #write} appends. Works without Netty. */
    public static byte[] toBytes(
            String clientId,
            String guid,
            String channel,
            String reply,
            byte[] data,
            String connId) {
        GrowingBytes target = new GrowingBytes(data.length);
        encode(GrowingBytes.OUTPUT, target, clientId, guid, channel, reply, data, connId);
        return target.toArray();
    }

    private static <T> void encode(
            WireOutput<T> output,
            T target,
            String clientId,
            String guid,
            String channel,
            String reply,
            byte[] data,
            String connId) {
        WireWriter.string(output, target, 1, clientId);
        WireWriter.string(output, target, 2, guid);
        WireWriter.string(output, target, 3, channel);
        WireWriter.string(output, target, 4, reply);
        WireWriter.bytes(output, target, 5, data);
        WireWriter.latin1(output, target, 6, connId);
    }
}
