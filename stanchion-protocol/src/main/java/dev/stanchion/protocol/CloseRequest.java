package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Asks to end a client's registration. Immutable. */
public record CloseRequest(String clientId) implements WireMessage {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<CloseRequest> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        String clientId = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> clientId = in.string();
                default -> in.skip();
            }
        }
        return in.isWellFormed() ? Optional.of(new CloseRequest(clientId)) : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, clientId);
    }
}
