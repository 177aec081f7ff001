package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Bytes in a buffer of Netty. Confined to its user, who uses it for one buffer after the other. */
final class NettyInput implements WireInput {
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

    void moveTo(ByteBuf next) {
        buffer = next;
    }

    ByteBuf buffer() {
        return buffer;
    }

    @Override
    public int capacity() {
        return buffer.capacity();
    }

    @Override
    public byte at(int index) {
        return buffer.getByte(index);
    }

    @Override
    public boolean isUtf8(int index, int length) {
        return ByteBufUtil.isText(buffer, index, length, StandardCharsets.UTF_8);
    }

    @Override
    public String utf8(int index, int length) {
        return buffer.toString(index, length, StandardCharsets.UTF_8);
    }

    @Override
    public String latin1(int index, int length) {
        return buffer.toString(index, length, StandardCharsets.ISO_8859_1);
    }
}
