package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/** Writes the answers to publishers. It copies the guid directly from the publisher's message. */
public final class PubAckEncoder {
    private static final byte GUID_TAG = 0x0a;

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
        return WireWriter.utf8Length(error);
    }

    /** Appends the answer for a stored message. No allocation. */
    public static void write(ByteBuf target, ByteBuf source, int guidIndex, int guidLength) {
        WireWriter.bytes(target, 1, source, guidIndex, guidLength);
    }

    /** Returns the index of the guid in an encoded answer. No allocation. */
    public static int guidIndex(ByteBuf answer, int index) {
        int at = index + 1;
        while (answer.getByte(at) < 0) {
            at++; // the length has another byte
        }
        return at + 1;
    }

    /** Returns the length of the guid in an encoded answer. No allocation. */
    public static int guidLength(ByteBuf answer, int index) {
        int length = 0;
        int shift = 0;
        int at = index + 1;
        for (byte each = answer.getByte(at); ; each = answer.getByte(++at)) {
            length |= (each & 0x7f) << shift;
            shift += 7;
            if (each >= 0) {
                return length;
            }
        }
    }

    /**
     * Returns whether these are the bytes of an answer for a refused message with a guid. Other
     * answers with several fields look the same. No allocation.
     */
    public static boolean isRefusal(ByteBuf answer, int index, int length) {
        if (length < 4 || answer.getByte(index) != GUID_TAG) {
            return false;
        }
        int end = guidIndex(answer, index) + guidLength(answer, index);
        return end > index && end < index + length;
    }

    /** Appends the answer for a refused message, with the reason. */
    public static void writeRefusal(
            ByteBuf target, ByteBuf source, int guidIndex, int guidLength, String error) {
        write(target, source, guidIndex, guidLength);
        WireWriter.string(NettyOutput.INSTANCE, target, 2, error);
    }
}
