package dev.stanchion.store.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.kit.store.TestMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Messages for the tests of this package. */
final class Examples {
    private Examples() {}

    /** Returns a message that is as many nanoseconds old as its sequence says. */
    static StoredMessage message(long sequence) {
        return stored(new TestMessage(sequence, sequence, "orders", "order " + sequence));
    }

    /** Returns a message as the engine encodes it. */
    static StoredMessage stored(LogEntry message) {
        ByteBuf bytes = Unpooled.buffer();
        message.writeTo(bytes);
        return StoredMessage.of(
                message.sequence(), message.timestampEpochNanos(), ByteBufUtil.getBytes(bytes));
    }

    static String text(StoredMessage message) {
        return message.bytes().toString(UTF_8);
    }
}
