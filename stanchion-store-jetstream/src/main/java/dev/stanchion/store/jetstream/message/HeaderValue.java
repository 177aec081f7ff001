package dev.stanchion.store.jetstream.message;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Writes and reads the value of a header. A value with bytes that a header cannot carry is
 * percent-encoded, so no value can begin another header.
 */
final class HeaderValue {
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
    };
    private static final int ESCAPED_LENGTH = 3;
    private static final int RADIX = 16;

    private HeaderValue() {}

    /** Tells whether a value can stand in a header as it is. */
    static boolean isPlain(byte[] value) {
        if (value.length > 0 && (value[0] == ' ' || value[value.length - 1] == ' ')) {
            return false;
        }
        for (byte each : value) {
            if (!isPrintable(each)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(byte each) {
        return each >= ' ' && each <= '~';
    }

    /** Tells whether a byte stays as it is in a value that is encoded. */
    private static boolean staysAsItIs(byte each) {
        return each > ' ' && each <= '~' && each != '%';
    }

    static int encodedLength(byte[] value) {
        int encoded = 0;
        for (byte each : value) {
            encoded += staysAsItIs(each) ? 1 : ESCAPED_LENGTH;
        }
        return encoded;
    }

    /**
     * Encodes a value.
     *
     * @return the index in the target behind the value
     */
    static int encode(byte[] value, byte[] target, int targetIndex) {
        int end = targetIndex;
        for (byte each : value) {
            if (staysAsItIs(each)) {
                target[end++] = each;
            } else {
                target[end++] = '%';
                target[end++] = HEX[(each >> 4) & 0xF];
                target[end++] = HEX[each & 0xF];
            }
        }
        return end;
    }

    /** Decodes a value. What is not encoded properly stays as it is. */
    static byte[] decode(ByteBuf source, int index, int length) {
        byte[] decoded = new byte[length];
        int end = 0;
        int at = index;
        while (at < index + length) {
            byte each = source.getByte(at);
            boolean isWhole = each == '%' && at + 2 < index + length;
            int high = isWhole ? Character.digit(source.getByte(at + 1), RADIX) : -1;
            int low = isWhole ? Character.digit(source.getByte(at + 2), RADIX) : -1;
            if (high >= 0 && low >= 0) {
                decoded[end++] = (byte) (high * RADIX + low);
                at += ESCAPED_LENGTH;
            } else {
                decoded[end++] = each;
                at++;
            }
        }
        return Arrays.copyOf(decoded, end);
    }
}
