package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Asks to end a client's registration. Immutable. */
public record CloseRequest(String clientId) {
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

    /** Appends the encoded message, without its default values. */
    public void encodeTo(ByteBuf target) {
        WireWriter.string(target, 1, clientId);
    }
}
