package dev.stanchion.store.file.recordlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Takes the fields of one record apart, as {@link FieldWriter} has put them together. */
public final class FieldReader {
    /** A durable group has two names of 4 KiB in one text; the rest is for longer bounds. */
    private static final int MAX_TEXT_BYTES = 16 * 1024;

    private final ByteBuffer body;

    public FieldReader(ByteBuffer body) {
        this.body = body;
    }

    public int kind() {
        return need(Byte.BYTES).get();
    }

    public int integer() {
        return need(Integer.BYTES).getInt();
    }

    public long number() {
        return need(Long.BYTES).getLong();
    }

    public long compact() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = need(Byte.BYTES).get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("record: a number of more than 64 bits");
    }

    public boolean flag() {
        return need(Byte.BYTES).get() != 0;
    }

    /** Returns whether a text is short enough for {@link #text} to read it again. */
    public static boolean canRead(String text) {
        return text.getBytes(UTF_8).length <= MAX_TEXT_BYTES;
    }

    /**
     * Reads a text.
     *
     * @throws OverlongTextException if it is longer than any that is taken from a client
     */
    public String text() {
        int textBytes = integer();
        need(textBytes);
        if (textBytes > MAX_TEXT_BYTES) {
            throw new OverlongTextException(textBytes);
        }
        String text = UTF_8.decode(body.slice(body.position(), textBytes)).toString();
        body.position(body.position() + textBytes);
        return text;
    }

    public boolean hasMore() {
        return body.hasRemaining();
    }

    public void requireEnd() {
        if (body.hasRemaining()) {
            throw new IllegalArgumentException(
                    "record: %d bytes too long".formatted(body.remaining()));
        }
    }

    private ByteBuffer need(int fieldBytes) {
        if (fieldBytes < 0 || fieldBytes > body.remaining()) {
            throw new IllegalArgumentException(
                    "record: %d bytes are left (expected: %d)"
                            .formatted(body.remaining(), fieldBytes));
        }
        return body;
    }
}
