package dev.stanchion.store.file.journal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** Gathers the fields of one record: numbers big-endian, a text as its length and UTF-8. */
final class FieldWriter {
    private static final int USUAL_BYTES = 256;

    private final ByteBuf bytes = Unpooled.buffer(USUAL_BYTES); // on the heap: nobody releases it

    FieldWriter kind(int kind) {
        bytes.writeByte(kind);
        return this;
    }

    FieldWriter integer(int value) {
        bytes.writeInt(value);
        return this;
    }

    FieldWriter number(long value) {
        bytes.writeLong(value);
        return this;
    }

    FieldWriter flag(boolean value) {
        bytes.writeBoolean(value);
        return this;
    }

    FieldWriter text(String text) {
        bytes.writeInt(ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(bytes, text);
        return this;
    }

    ByteBuffer bytes() {
        return bytes.nioBuffer();
    }
}
