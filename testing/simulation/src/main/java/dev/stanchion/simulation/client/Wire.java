package dev.stanchion.simulation.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.function.Consumer;

/** Protocol messages as arrays, which is how clients send and receive them. */
public final class Wire {
    /** Reads a message from part of a buffer, as the records of the protocol do. */
    @FunctionalInterface
    public interface Decoder<T> {
        Optional<T> decode(ByteBuf buffer, int index, int length);
    }

    private Wire() {}

    public static byte[] encode(Consumer<ByteBuf> message) {
        ByteBuf buffer = Unpooled.buffer();
        message.accept(buffer);
        return ByteBufUtil.getBytes(buffer);
    }

    /** Reads a message; empty if the bytes are none of that kind. */
    public static <T> Optional<T> decode(Decoder<T> decoder, byte[] payload) {
        return decoder.decode(Unpooled.wrappedBuffer(payload), 0, payload.length);
    }
}
