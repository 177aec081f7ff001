package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Asks whether the server still knows the connection. Immutable.
 *
 * @param connId opaque bytes, one per char (ISO 8859-1)
 */
public record Ping(String connId) implements WireMessage {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<Ping> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        String connId = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> connId = in.latin1();
                default -> in.skip();
            }
        }
        return in.isWellFormed() ? Optional.of(new Ping(connId)) : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.latin1(output, target, 1, connId);
    }
}
