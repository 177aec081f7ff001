package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Answers a {@link CloseRequest}. Immutable.
 *
 * @param error empty on success, which encodes to no bytes at all
 */
public record CloseResponse(String error) {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<CloseResponse> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        String error = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> error = in.string();
                default -> in.skip();
            }
        }
        return in.isWellFormed() ? Optional.of(new CloseResponse(error)) : Optional.empty();
    }

    /** Appends the encoded message, without its default values. */
    public void encodeTo(ByteBuf target) {
        WireWriter.string(target, 1, error);
    }
}
