package dev.stanchion.transfer.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.util.function.LongConsumer;

/**
 * Reads the fields of an encoded message of Protocol Buffers, one after the other. Confined to one
 * thread.
 *
 * <p>Reading behind the end throws an {@link IndexOutOfBoundsException}, which the caller takes for
 * damage.
 */
final class Fields {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int MOST_SHIFT = 63;

    private final ByteBuf in;
    private int type;

    Fields(ByteBuf message) {
        this.in = message.slice();
    }

    /** Returns the number of the next field; 0 at the end. */
    int next() {
        if (!in.isReadable()) {
            return 0;
        }
        long tag = varint();
        type = (int) (tag & ((1 << TYPE_BITS) - 1));
        return (int) (tag >>> TYPE_BITS);
    }

    /** Returns the field as a number. */
    long number() {
        return varint();
    }

    /** Returns the field as bytes, which belong to the message. */
    ByteBuf bytes() {
        return in.readSlice(Math.toIntExact(varint()));
    }

    /** Returns the field as text. */
    String text() {
        return bytes().toString(UTF_8);
    }

    /** Passes on the numbers of a repeated field, packed or single. */
    void numbers(LongConsumer each) {
        if (type == VARINT) {
            each.accept(varint());
            return;
        }
        Fields packed = new Fields(bytes());
        while (packed.in.isReadable()) {
            each.accept(packed.varint());
        }
    }

    /** Skips the field. */
    void skip() {
        switch (type) {
            case VARINT -> varint();
            case FIXED64 -> in.skipBytes(Long.BYTES);
            case BYTES -> bytes();
            case FIXED32 -> in.skipBytes(Integer.BYTES);
            default -> throw new IndexOutOfBoundsException("type " + type + " of a field");
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift <= MOST_SHIFT; shift += 7) {
            byte each = in.readByte();
            value |= (each & 0x7FL) << shift;
            if (each >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a number is too long");
    }
}
