package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Tells the server that a subscription has processed a message. Immutable.
 *
 * @param sequence unsigned
 */
public record Ack(String channel, long sequence) {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<Ack> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
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

    /** Appends the encoded message, without its default values. */
    public void encodeTo(ByteBuf target) {
        WireWriter.string(target, 1, channel);
        WireWriter.number(target, 2, sequence);
    }
}
