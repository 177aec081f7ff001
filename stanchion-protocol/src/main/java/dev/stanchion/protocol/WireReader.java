package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one protobuf message. It allocates only the strings that the caller reads.
 *
 * <p>After an error in the message the reader is at its end, {@link #isWellFormed} returns false,
 * and every further value is zero or empty. So a decoder is a plain loop that checks once, at its
 * end:
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
 * <p>Confined to its user. The reader uses absolute indices and does not change the buffer's own
 * indices.
 */
final class WireReader {
    private static final int TAG_TYPE_BITS = 3;
    private static final int TAG_TYPE_MASK = 7;
    private static final int MAX_FIELD_NUMBER = (1 << 29) - 1;
    private static final int VARINT_MAX_BITS = 70; // ten bytes of seven bits

    /**
     * The maximum depth of groups, as in protobuf-java. It bounds the stack that hostile bytes can
     * use.
     */
    private static final int MAX_GROUP_DEPTH = 100;

    private static final WireInput NOTHING = new ArrayInput(new byte[0]);

    /** Made with the first buffer of Netty, since there is no such class in a client. */
    private @Nullable NettyInput netty;

    private WireInput input = NOTHING;
    private int position;
    private int end;
    private int tag;
    private boolean malformed;

    static WireReader over(byte[] bytes) {
        WireReader reader = new WireReader();
        reader.wrap(bytes);
        return reader;
    }

    static WireReader over(ByteBuf buffer, int index, int length) {
        WireReader reader = new WireReader();
        reader.wrap(buffer, index, length);
        return reader;
    }

    /**
     * Starts at the first field.
     *
     * @throws IndexOutOfBoundsException if the buffer does not contain these bytes, which is a bug
     *     of the caller
     */
    void wrap(ByteBuf newBuffer, int index, int length) {
        NettyInput reused = netty;
        if (reused == null) {
            reused = new NettyInput();
            netty = reused;
        }
        reused.moveTo(newBuffer);
        begin(reused, index, length);
    }

    /** Starts at the first field of a message in an array. */
    void wrap(byte[] bytes) {
        begin(new ArrayInput(bytes), 0, bytes.length);
    }

    private void begin(WireInput newInput, int index, int length) {
        Objects.checkFromIndexSize(index, length, newInput.capacity());
        input = newInput;
        position = index;
        end = index + length;
        tag = 0;
        malformed = false;
    }

    /** Returns the buffer of Netty to which {@link #wrap(ByteBuf, int, int)} moved last. */
    ByteBuf buffer() {
        return Objects.requireNonNull(netty, "reads no buffer of Netty").buffer();
    }

    /**
     * Moves to the next field. The caller must then read or skip its value. Returns false at the
     * end.
     */
    boolean next() {
        if (position == end) {
            return false;
        }
        byte first = input.at(position);
        if (first >= 1 << TAG_TYPE_BITS) { // the tag has one byte and a valid field number
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

    /**
     * Reads the field as a number. The caller casts it to a narrower type, as protobuf defines it.
     */
    long varint() {
        return wireType() == WireType.VARINT ? readVarint() : fail();
    }

    /** Reads the field as bytes, and returns their place as a {@link Span}. */
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

    /** Reads the field as text. */
    String string() {
        long span = bytes();
        int index = Span.index(span);
        int length = Span.length(span);
        if (!input.isUtf8(index, length)) {
            fail();
            return "";
        }
        return input.utf8(index, length);
    }

    /** Reads the field as opaque bytes, one per char. */
    String latin1() {
        long span = bytes();
        return input.latin1(Span.index(span), Span.length(span));
    }

    /** Skips an unknown field of any type. */
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
            default -> fail(); // the end of a group without a begin, or an unknown type
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
            byte first = input.at(position);
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
            byte next = input.at(position++);
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
