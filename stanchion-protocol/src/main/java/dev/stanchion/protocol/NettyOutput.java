package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Appends to a buffer of Netty. Stateless. */
final class NettyOutput implements WireOutput<ByteBuf> {
    static final NettyOutput INSTANCE = new NettyOutput();

    private NettyOutput() {}

    @Override
    public void writeByte(ByteBuf target, int value) {
        target.writeByte(value);
    }

    @Override
    public void writeLongLE(ByteBuf target, long value) {
        target.writeLongLE(value);
    }

    @Override
    public void writeUtf8(ByteBuf target, String text, int encodedLength) {
        ByteBufUtil.reserveAndWriteUtf8(target, text, encodedLength);
    }

    @Override
    public void writeLatin1(ByteBuf target, String text) {
        target.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void writeBytes(ByteBuf target, byte[] bytes) {
        target.writeBytes(bytes);
    }
}
