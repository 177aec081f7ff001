package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Tells a publisher that its message is stored, or why the server refused it. Immutable.
 *
 * @param guid the same as in the {@code PubMsg}
 * @param error empty if the message is stored
 */
public record PubAck(String guid, String error) implements WireMessage {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<PubAck> decode(ByteBuf buffer, int index, int length) {
        return read(WireReader.over(buffer, index, length));
    }

    /** Reads a message without Netty; empty if the bytes are not such a message. */
    public static Optional<PubAck> decode(byte[] bytes) {
        return read(WireReader.over(bytes));
    }

    private static Optional<PubAck> read(WireReader in) {
        String guid = "";
        String error = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> guid = in.string();
                case 2 -> error = in.string();
                default -> in.skip();
            }
        }
        return in.isWellFormed() ? Optional.of(new PubAck(guid, error)) : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, guid);
        WireWriter.string(output, target, 2, error);
    }
}
