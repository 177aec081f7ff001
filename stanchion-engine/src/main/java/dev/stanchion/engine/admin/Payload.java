package dev.stanchion.engine.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The data of a message. Immutable. */
public final class Payload {
    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes. */
    public static Payload of(byte[] bytes) {
        return new Payload(bytes.clone());
    }

    /** Copies a part of a buffer. */
    static Payload of(ByteBuf buffer, int index, int length) {
        return new Payload(ByteBufUtil.getBytes(buffer, index, length));
    }

    public int length() {
        return bytes.length;
    }

    /** Returns a copy. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Returns the bytes without copying them. */
    public ByteBuffer asReadOnlyBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Returns whether some bytes are in it, one right after the other. */
    public boolean contains(byte[] part) {
        if (part.length == 0) {
            return true;
        }
        for (int at = 0; at <= bytes.length - part.length; at++) {
            if (bytes[at] == part[0]
                    && Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    ByteBuf toByteBuf() {
        return Unpooled.wrappedBuffer(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload payload && Arrays.equals(bytes, payload.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
