package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Answers a {@link CloseRequest}. Immutable.
 *
 * @param error empty on success, which encodes to no bytes at all
 */
public record CloseResponse(String error) implements WireMessage {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<CloseResponse> decode(ByteBuf buffer, int index, int length) {
        return read(WireReader.over(buffer, index, length));
    }

    /** Reads a message without Netty; empty if the bytes are not such a message. */
    public static Optional<CloseResponse> decode(byte[] bytes) {
        return read(WireReader.over(bytes));
    }

    private static Optional<CloseResponse> read(WireReader in) {
        String error = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> error = in.string();
                default -> in.skip();
            }
        }
        return in.isWellFormed() ? Optional.of(new CloseResponse(error)) : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, error);
    }
}
