package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Tells the server that a subscription has processed a message. Immutable.
 *
 * @param sequence unsigned
 */
public record Ack(String channel, long sequence) implements WireMessage {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<Ack> decode(ByteBuf buffer, int index, int length) {
        return read(WireReader.over(buffer, index, length));
    }

    /** Reads a message without Netty; empty if the bytes are not such a message. */
    public static Optional<Ack> decode(byte[] bytes) {
        return read(WireReader.over(bytes));
    }

    private static Optional<Ack> read(WireReader in) {
        String channel = "";
        long sequence = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> channel = in.string();
                case 2 -> sequence = in.varint();
                default -> in.skip();
            }
        }
        return in.isWellFormed() ? Optional.of(new Ack(channel, sequence)) : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, channel);
        WireWriter.number(output, target, 2, sequence);
    }
}
