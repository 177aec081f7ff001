package dev.stanchion.store.jetstream.message;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Finds values in the lines of headers.
 *
 * @param index where the lines begin; lines without a colon are passed over
 */
public record HeaderLines(ByteBuf buffer, int index, int length) {
    private static final byte[] NOTHING = {};

    /** Returns the value of the first line with a name; empty if there is none. */
    public String text(byte[] name) {
        return new String(value(name), StandardCharsets.UTF_8);
    }

    /**
     * Returns the value of the first line with a name, decoded if the name has a {@code *} behind
     * it; empty if there is none.
     */
    public byte[] value(byte[] name) {
        int end = index + length;
        for (int line = index; line < end; line = endOfLine(line, end) + 2) {
            int colon = colonAfter(name, line, end);
            if (colon >= 0) {
                int first = buffer.getByte(colon) == '*' ? colon + 2 : colon + 1;
                return valueFrom(first, endOfLine(line, end), buffer.getByte(colon) == '*');
            }
        }
        return NOTHING;
    }

    /** Returns the index behind the name if the line has that name; otherwise -1. */
    private int colonAfter(byte[] name, int line, int end) {
        if (end - line <= name.length + 1) {
            return -1;
        }
        for (int i = 0; i < name.length; i++) {
            if (buffer.getByte(line + i) != name[i]) {
                return -1;
            }
        }
        int behind = line + name.length;
        boolean isEncoded = buffer.getByte(behind) == '*' && buffer.getByte(behind + 1) == ':';
        return isEncoded || buffer.getByte(behind) == ':' ? behind : -1;
    }

    private byte[] valueFrom(int from, int end, boolean isEncoded) {
        int first = from;
        while (first < end && buffer.getByte(first) == ' ') {
            first++;
        }
        if (isEncoded) {
            return HeaderValue.decode(buffer, first, end - first);
        }
        byte[] value = new byte[end - first];
        buffer.getBytes(first, value);
        return value;
    }

    private int endOfLine(int line, int end) {
        int at = buffer.indexOf(line, end, (byte) '\r');
        return at < 0 ? end : at;
    }
}
