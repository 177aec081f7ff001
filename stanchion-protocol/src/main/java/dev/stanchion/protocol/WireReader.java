package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Walks over the fields of one protobuf message without allocating anything but asked-for strings.
 *
 * <p>Once something makes the message undecodable, the walk is at its end, {@link #isWellFormed} is
 * false, and every value read from there on is zero or empty. So a decoder is a plain loop that
 * asks once, at its end:
 *
 * <pre>{@code
 * while (in.next()) {
 *     switch (in.field()) {
 *         case 1 -> channel = in.string();
 *         case 2 -> sequence = in.varint();
 *         default -> in.skip();
 *     }
 * }
 * }</pre>
 *
 * <p>Confined to its user. Reads with absolute indices and leaves the buffer's own alone.
 */
final class WireReader {
    private static final int TAG_TYPE_BITS = 3;
    private static final int TAG_TYPE_MASK = 7;
    private static final int MAX_FIELD_NUMBER = (1 << 29) - 1;
    private static final int VARINT_MAX_BITS = 70; // ten bytes of seven bits

    /** As deep as protobuf-java goes; bounds the stack that hostile bytes can use. */
    private static final int MAX_GROUP_DEPTH = 100;

    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private int position;
    private int end;
    private int tag;
    private boolean malformed;

    static WireReader over(ByteBuf buffer, int index, int length) {
        WireReader reader = new WireReader();
        reader.wrap(buffer, index, length);
        return reader;
    }

    /**
     * Starts at the first field.
     *
     * @throws IndexOutOfBoundsException if the buffer does not have such bytes, the caller's bug
     */
    void wrap(ByteBuf newBuffer, int index, int length) {
        Objects.checkFromIndexSize(index, length, newBuffer.capacity());
        buffer = newBuffer;
        position = index;
        end = index + length;
        tag = 0;
        malformed = false;
    }

    ByteBuf buffer() {
        return buffer;
    }

    /** Goes to the next field, whose value must then be taken or skipped; false at the end. */
    boolean next() {
        if (position == end) {
            return false;
        }
        byte first = buffer.getByte(position);
        if (first >= 1 << TAG_TYPE_BITS) { // one byte, field 1 or above
            position++;
            tag = first;
            return true;
        }
        return nextWithLongTag();
    }

    private boolean nextWithLongTag() {
        long value = readVarint();
        long number = value >>> TAG_TYPE_BITS;
        if (malformed || number < 1 || number > MAX_FIELD_NUMBER) {
            fail();
            return false;
        }
        tag = (int) value;
        return true;
    }

    int field() {
        return tag >>> TAG_TYPE_BITS;
    }

    boolean isWellFormed() {
        return !malformed;
    }

    /** Takes the field as a number; the narrower types are a cast away, as protobuf has it. */
    long varint() {
        return wireType() == WireType.VARINT ? readVarint() : fail();
    }

    /** Takes the field as bytes and returns where they are, as a {@link Span}. */
    long bytes() {
        if (wireType() != WireType.BYTES) {
            return fail();
        }
        long length = readVarint();
        if (malformed || length < 0 || length > end - position) {
            return fail();
        }
        long span = Span.of(position, (int) length);
        position += (int) length;
        return span;
    }

    /** Takes the field as text. */
    String string() {
        long span = bytes();
        int index = Span.index(span);
        int length = Span.length(span);
        if (!ByteBufUtil.isText(buffer, index, length, StandardCharsets.UTF_8)) {
            fail();
            return "";
        }
        return buffer.toString(index, length, StandardCharsets.UTF_8);
    }

    /** Takes the field as opaque bytes, one per char. */
    String latin1() {
        long span = bytes();
        return buffer.toString(Span.index(span), Span.length(span), StandardCharsets.ISO_8859_1);
    }

    /** Passes over an unknown field of any type. */
    void skip() {
        skip(tag, 0);
    }

    private void skip(int skippedTag, int depth) {
        switch (skippedTag & TAG_TYPE_MASK) {
            case WireType.VARINT -> readVarint();
            case WireType.FIXED64 -> advance(Long.BYTES);
            case WireType.BYTES -> bytes();
            case WireType.START_GROUP -> skipGroup(skippedTag >>> TAG_TYPE_BITS, depth + 1);
            case WireType.FIXED32 -> advance(Integer.BYTES);
            default -> fail(); // the end of a group that never began, or no type at all
        }
    }

    private void skipGroup(int number, int depth) {
        if (depth > MAX_GROUP_DEPTH) {
            fail();
            return;
        }
        while (next()) {
            if (wireType() == WireType.END_GROUP) {
                if (field() != number) {
                    fail();
                }
                return;
            }
            skip(tag, depth);
        }
        fail();
    }

    private int wireType() {
        return tag & TAG_TYPE_MASK;
    }

    private void advance(int bytes) {
        if (bytes > end - position) {
            fail();
        } else {
            position += bytes;
        }
    }

    private long readVarint() {
        if (position < end) {
            byte first = buffer.getByte(position);
            if (first >= 0) {
                position++;
                return first;
            }
        }
        return readLongVarint();
    }

    private long readLongVarint() {
        long value = 0;
        for (int shift = 0; shift < VARINT_MAX_BITS; shift += 7) {
            if (position == end) {
                return fail();
            }
            byte next = buffer.getByte(position++);
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        return fail();
    }

    private long fail() {
        malformed = true;
        position = end;
        return 0;
    }
}
