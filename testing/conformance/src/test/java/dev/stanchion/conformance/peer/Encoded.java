package dev.stanchion.conformance.peer;

import dev.stanchion.kit.wire.NatsMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Payloads, made and read. */
public final class Encoded {
    private Encoded() {}

    /** Encodes a protocol record: {@code Encoded.as(request::encodeTo)}. */
    public static ByteBuf as(Consumer<ByteBuf> encoder) {
        ByteBuf target = Unpooled.buffer();
        encoder.accept(target);
        return target;
    }

    /** Returns five bytes that no protobuf library can read: they begin with an end of a group. */
    public static ByteBuf dummy() {
        return Unpooled.copiedBuffer("dummy", StandardCharsets.US_ASCII);
    }

    public static ByteBuf empty() {
        return Unpooled.EMPTY_BUFFER;
    }

    /** Decodes a message of a server: {@code Encoded.read(message, PubAck::decode)}. */
    static <T> T read(NatsMessage message, Decoder<T> decoder) {
        if (message.saysNoResponders()) {
            throw new AssertionError("nobody listens where the request went: " + message.subject());
        }
        ByteBuf payload = message.payload();
        return decoder.decode(payload, payload.readerIndex(), payload.readableBytes())
                .orElseThrow(() -> new AssertionError("undecodable answer: " + message.text()));
    }

    /** A protocol record's {@code decode}. */
    interface Decoder<T> {
        Optional<T> decode(ByteBuf buffer, int index, int length);
    }
}
