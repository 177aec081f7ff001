package dev.stanchion.store.file.recordlog;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/** Gathers the fields of one record: numbers big-endian, a text as its length and UTF-8. */
public final class FieldWriter {
    private static final int USUAL_BYTES = 256;

    private final ByteBuf bytes =
            Unpooled.buffer(USUAL_BYTES); // on the heap, so it need not be released

    public FieldWriter kind(int kind) {
        bytes.writeByte(kind);
        return this;
    }

    public FieldWriter integer(int value) {
        bytes.writeInt(value);
        return this;
    }

    public FieldWriter number(long value) {
        bytes.writeLong(value);
        return this;
    }

    /** A number that is mostly small and never negative, seven bits in each byte. */
    public FieldWriter compact(long value) {
        long left = value;
        while (left > 0x7F) {
            bytes.writeByte((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        bytes.writeByte((int) left);
        return this;
    }

    public FieldWriter flag(boolean value) {
        bytes.writeBoolean(value);
        return this;
    }

    public FieldWriter text(String text) {
        bytes.writeInt(ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(bytes, text);
        return this;
    }

    public ByteBuffer bytes() {
        return bytes.nioBuffer();
    }
}
