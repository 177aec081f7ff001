package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Tells a client the subjects for its requests, or why the server refuses it. Immutable.
 *
 * @param pubPrefix a message for channel {@code c} goes to {@code <pubPrefix>.c}
 * @param error empty if the client is registered
 * @param pingRequests empty if the client sends no pings
 * @param pingInterval as in the request, unchanged
 * @param pingMaxOut as in the request, unchanged
 * @param protocol always 1
 */
public record ConnectResponse(
        String pubPrefix,
        String subRequests,
        String unsubRequests,
        String closeRequests,
        String error,
        String subCloseRequests,
        String pingRequests,
        int pingInterval,
        int pingMaxOut,
        int protocol)
        implements WireMessage {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<ConnectResponse> decode(ByteBuf buffer, int index, int length) {
        return read(WireReader.over(buffer, index, length));
    }

    /** Reads a message without Netty; empty if the bytes are not such a message. */
    public static Optional<ConnectResponse> decode(byte[] bytes) {
        return read(WireReader.over(bytes));
    }

    private static Optional<ConnectResponse> read(WireReader in) {
        String pubPrefix = "";
        String subRequests = "";
        String unsubRequests = "";
        String closeRequests = "";
        String error = "";
        String subCloseRequests = "";
        String pingRequests = "";
        int pingInterval = 0;
        int pingMaxOut = 0;
        int protocol = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> pubPrefix = in.string();
                case 2 -> subRequests = in.string();
                case 3 -> unsubRequests = in.string();
                case 4 -> closeRequests = in.string();
                case 5 -> error = in.string();
                case 6 -> subCloseRequests = in.string();
                case 7 -> pingRequests = in.string();
                case 8 -> pingInterval = (int) in.varint();
                case 9 -> pingMaxOut = (int) in.varint();
                case 10 -> protocol = (int) in.varint();
                case 100 -> in.bytes(); // publicKey, which no server sets
                default -> in.skip();
            }
        }
        return in.isWellFormed()
                ? Optional.of(
                        new ConnectResponse(
                                pubPrefix,
                                subRequests,
                                unsubRequests,
                                closeRequests,
                                error,
                                subCloseRequests,
                                pingRequests,
                                pingInterval,
                                pingMaxOut,
                                protocol))
                : Optional.empty();
    }

    /** Returns a response with only an error. */
    public static ConnectResponse refused(String error) {
        return new ConnectResponse("", "", "", "", error, "", "", 0, 0, 0);
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, pubPrefix);
        WireWriter.string(output, target, 2, subRequests);
        WireWriter.string(output, target, 3, unsubRequests);
        WireWriter.string(output, target, 4, closeRequests);
        WireWriter.string(output, target, 5, error);
        WireWriter.string(output, target, 6, subCloseRequests);
        WireWriter.string(output, target, 7, pingRequests);
        WireWriter.number(output, target, 8, pingInterval);
        WireWriter.number(output, target, 9, pingMaxOut);
        WireWriter.number(output, target, 10, protocol);
    }
}
