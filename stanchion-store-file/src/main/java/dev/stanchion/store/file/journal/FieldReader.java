package dev.stanchion.store.file.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Takes the fields of one record apart, as {@link FieldWriter} has put them together. */
final class FieldReader {
    private final ByteBuffer body;

    FieldReader(ByteBuffer body) {
        this.body = body;
    }

    int kind() {
        return need(Byte.BYTES).get();
    }

    int integer() {
        return need(Integer.BYTES).getInt();
    }

    long number() {
        return need(Long.BYTES).getLong();
    }

    boolean flag() {
        return need(Byte.BYTES).get() != 0;
    }

    String text() {
        int textBytes = integer();
        need(textBytes);
        String text = UTF_8.decode(body.slice(body.position(), textBytes)).toString();
        body.position(body.position() + textBytes);
        return text;
    }

    void requireEnd() {
        if (body.hasRemaining()) {
            throw new IllegalArgumentException("record: %d bytes too long".formatted(body.remaining()));
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
