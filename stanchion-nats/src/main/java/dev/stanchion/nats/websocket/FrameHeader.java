package dev.stanchion.nats.websocket;

import io.netty.buffer.ByteBuf;

/**
 * The header of a frame. It collects the bytes, however they are split. Reused for each frame.
 *
 * <pre>
 *   FIN RSV1-3 opcode | MASK length | [length: 2 or 8 bytes] | [mask: 4 bytes]
 * </pre>
 */
final class FrameHeader {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int RSV2_AND_3 = 0x30;
    private static final int OPCODE = 0x0f;
    private static final int MASK = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private int gathered;
    private int first;
    private int second;
    private long length;
    private int mask;

    /** Takes the bytes that belong to the header. Returns whether it is complete. */
    boolean take(ByteBuf in) {
        while (in.isReadable() && !isComplete()) {
            take(in.readUnsignedByte());
        }
        return isComplete();
    }

    private void take(int next) {
        if (gathered == 0) {
            first = next;
        } else if (gathered == 1) {
            second = next;
            length = lengthBytes() == 0 ? next & LENGTH : 0;
            mask = 0;
        } else if (gathered < 2 + lengthBytes()) {
            length = length << Byte.SIZE | next;
        } else {
            mask = mask << Byte.SIZE | next;
        }
        gathered++;
    }

    private boolean isComplete() {
        return gathered >= 2 && gathered == 2 + lengthBytes() + (isMasked() ? Integer.BYTES : 0);
    }

    private int lengthBytes() {
        return switch (second & LENGTH) {
            case TWO_BYTES -> Short.BYTES;
            case EIGHT_BYTES -> Long.BYTES;
            default -> 0;
        };
    }

    void clear() {
        gathered = 0;
    }

    boolean isFinal() {
        return (first & FIN) != 0;
    }

    boolean isCompressed() {
        return (first & RSV1) != 0;
    }

    boolean hasUnknownBits() {
        return (first & RSV2_AND_3) != 0;
    }

    int opcode() {
        return first & OPCODE;
    }

    boolean isControl() {
        return opcode() >= CLOSE;
    }

    boolean isMasked() {
        return (second & MASK) != 0;
    }

    /** Returns the length; negative if it is longer than allowed. */
    long length() {
        return length;
    }

    int mask() {
        return mask;
    }
}
