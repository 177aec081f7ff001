package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Writes the answers to publishers. It copies the guid directly from the publisher's message. */
public final class PubAckEncoder {
    private PubAckEncoder() {}

    /**
     * Returns the exact length of an answer in bytes.
     *
     * @param errorLength 0 if the message is stored, else {@link #errorLength}
     */
    public static int encodedLength(int guidLength, int errorLength) {
        return WireWriter.bytesLength(guidLength) + WireWriter.bytesLength(errorLength);
    }

    /** Returns the length of an error text in bytes. */
    public static int errorLength(String error) {
        return ByteBufUtil.utf8Bytes(error);
    }

    /** Appends the answer for a stored message. No allocation. */
    public static void write(ByteBuf target, ByteBuf source, int guidIndex, int guidLength) {
        WireWriter.bytes(target, 1, source, guidIndex, guidLength);
    }

    /** Appends the answer for a refused message, with the reason. */
    public static void writeRefusal(
            ByteBuf target, ByteBuf source, int guidIndex, int guidLength, String error) {
        write(target, source, guidIndex, guidLength);
        WireWriter.string(target, 2, error);
    }
}
