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
        WireWriter.string(target, 1, clientId);
        WireWriter.string(target, 2, guid);
        WireWriter.string(target, 3, channel);
        WireWriter.string(target, 4, reply);
        WireWriter.bytes(target, 5, data);
        WireWriter.latin1(target, 6, connId);
    }
}
