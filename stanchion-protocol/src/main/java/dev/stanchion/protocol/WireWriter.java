package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Writes protobuf fields. It omits fields with the default value, as proto3 defines it. */
final class WireWriter {
    private static final int MORE = 0x80;
    private static final int EIGHT_GROUPS = 56;

    private WireWriter() {}

    static void number(ByteBuf target, int field, long value) {
        if (value != 0) {
            tag(target, field, WireType.VARINT);
            varint(target, value);
        }
    }

    static void string(ByteBuf target, int field, String value) {
        if (!value.isEmpty()) {
            bytesHeader(target, field, ByteBufUtil.utf8Bytes(value));
            ByteBufUtil.writeUtf8(target, value);
        }
    }

    /** Writes opaque bytes. Each char holds one byte. */
    static void latin1(ByteBuf target, int field, String value) {
        if (!value.isEmpty()) {
            bytesHeader(target, field, value.length());
            target.writeCharSequence(value, StandardCharsets.ISO_8859_1);
        }
    }

    static void bytes(ByteBuf target, int field, byte[] value) {
        if (value.length > 0) {
            bytesHeader(target, field, value.length);
            target.writeBytes(value);
        }
    }

    static void bytes(ByteBuf target, int field, ByteBuf source, int index, int length) {
        if (length > 0) {
            bytesHeader(target, field, length);
            target.writeBytes(source, index, length);
        }
    }

    /** Returns the number of bytes that {@link #number} writes for a field number below 16. */
    static int numberLength(long value) {
        return value == 0 ? 0 : 1 + varintLength(value);
    }

    /** Returns the number of bytes that {@link #bytes} writes for a field number below 16. */
    static int bytesLength(int length) {
        return length == 0 ? 0 : 1 + varintLength(length) + length;
    }

    static int varintLength(long value) {
        // 1 + significant bits / 7, as a multiplication: 9 / 64 is just above 1 / 7
        return (640 - Long.numberOfLeadingZeros(value) * 9) >>> 6;
    }

    private static void bytesHeader(ByteBuf target, int field, int length) {
        tag(target, field, WireType.BYTES);
        varint(target, length);
    }

    private static void tag(ByteBuf target, int field, int wireType) {
        varint(target, ((long) field << 3) | wireType);
    }

    private static void varint(ByteBuf target, long value) {
        long rest = value >>> EIGHT_GROUPS == 0 ? value : afterEightGroups(target, value);
        while ((rest & -MORE) != 0) {
            target.writeByte(((int) rest & 0x7F) | MORE);
            rest >>>= 7;
        }
        target.writeByte((int) rest);
    }

    /**
     * Writes the first eight bytes of a varint of nine or ten bytes at once. A timestamp has this
     * length.
     */
    private static long afterEightGroups(ByteBuf target, long value) {
        long bytes = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes |= ((value >>> (7 * i) & 0x7F) | MORE) << (Byte.SIZE * i);
        }
        target.writeLongLE(bytes);
        return value >>> EIGHT_GROUPS;
    }
}
