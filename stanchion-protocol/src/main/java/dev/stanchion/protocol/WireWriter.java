package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/** Writes protobuf fields. It omits fields with the default value, as proto3 defines it. */
final class WireWriter {
    private static final int MORE = 0x80;
    private static final int EIGHT_GROUPS = 56;

    private WireWriter() {}

    static <T> void number(WireOutput<T> output, T target, int field, long value) {
        if (value != 0) {
            tag(output, target, field, WireType.VARINT);
            varint(output, target, value);
        }
    }

    static <T> void string(WireOutput<T> output, T target, int field, String value) {
        if (!value.isEmpty()) {
            int length = utf8Length(value);
            bytesHeader(output, target, field, length);
            output.writeUtf8(target, value, length);
        }
    }

    /** Writes opaque bytes. Each char holds one byte. */
    static <T> void latin1(WireOutput<T> output, T target, int field, String value) {
        if (!value.isEmpty()) {
            bytesHeader(output, target, field, value.length());
            output.writeLatin1(target, value);
        }
    }

    static <T> void bytes(WireOutput<T> output, T target, int field, byte[] value) {
        if (value.length > 0) {
            bytesHeader(output, target, field, value.length);
            output.writeBytes(target, value);
        }
    }

    static void bytes(ByteBuf target, int field, ByteBuf source, int index, int length) {
        if (length > 0) {
            bytesHeader(NettyOutput.INSTANCE, target, field, length);
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

    /** Returns the number of bytes of a text in UTF-8. A lone surrogate becomes one byte, a '?'. */
    static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each >= 0x80) {
                if (Character.isHighSurrogate(each)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    bytes += 2; // four bytes for two chars
                    i++;
                } else if (!Character.isSurrogate(each)) {
                    bytes += each < 0x800 ? 1 : 2;
                }
            }
        }
        return bytes;
    }

    static int varintLength(long value) {
        // 1 + significant bits / 7, as a multiplication: 9 / 64 is just above 1 / 7
        return (640 - Long.numberOfLeadingZeros(value) * 9) >>> 6;
    }

    private static <T> void bytesHeader(WireOutput<T> output, T target, int field, int length) {
        tag(output, target, field, WireType.BYTES);
        varint(output, target, length);
    }

    private static <T> void tag(WireOutput<T> output, T target, int field, int wireType) {
        varint(output, target, ((long) field << 3) | wireType);
    }

    private static <T> void varint(WireOutput<T> output, T target, long value) {
        long rest = value >>> EIGHT_GROUPS == 0 ? value : afterEightGroups(output, target, value);
        while ((rest & -MORE) != 0) {
            output.writeByte(target, ((int) rest & 0x7F) | MORE);
            rest >>>= 7;
        }
        output.writeByte(target, (int) rest);
    }

    /**
     * Writes the first eight bytes of a varint of nine or ten bytes at once. A timestamp has this
     * length.
     */
    private static <T> long afterEightGroups(WireOutput<T> output, T target, long value) {
        long bytes = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes |= ((value >>> (7 * i) & 0x7F) | MORE) << (Byte.SIZE * i);
        }
        output.writeLongLE(target, bytes);
        return value >>> EIGHT_GROUPS;
    }
}
