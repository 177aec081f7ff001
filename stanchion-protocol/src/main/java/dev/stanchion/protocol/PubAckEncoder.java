package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Writes what a publisher is answered, with the guid straight from its message. */
public final class PubAckEncoder {
    private PubAckEncoder() {}

    /**
     * Returns the exact number of bytes that an answer takes.
     *
     * @param errorLength 0 if the message is stored, else {@link #errorLength}
     */
    public static int encodedLength(int guidLength, int errorLength) {
        return WireWriter.bytesLength(guidLength) + WireWriter.bytesLength(errorLength);
    }

    /** Returns the bytes of an error text. */
    public static int errorLength(String error) {
        return ByteBufUtil.utf8Bytes(error);
    }

    /** Appends that the message is stored. No allocation. */
    public static void write(ByteBuf target, ByteBuf source, int guidIndex, int guidLength) {
        WireWriter.bytes(target, 1, source, guidIndex, guidLength);
    }

    /** Appends that the message is not stored, and why. */
    public static void writeRefusal(
            ByteBuf target, ByteBuf source, int guidIndex, int guidLength, String error) {
        write(target, source, guidIndex, guidLength);
        WireWriter.string(target, 2, error);
    }
}
