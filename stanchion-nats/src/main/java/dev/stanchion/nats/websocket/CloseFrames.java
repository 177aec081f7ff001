package dev.stanchion.nats.websocket;

import dev.stanchion.nats.wire.CloseReason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The payloads of close frames ({@code spec/nats-core.md} 9.2; RFC 6455, 7.4). Pure. */
final class CloseFrames {
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_DATA = 1007;
    private static final int POLICY_VIOLATION = 1008;
    private static final int TOO_BIG = 1009;
    private static final int INTERNAL_ERROR = 1011;

    private CloseFrames() {}

    /** Returns the payload that tells the peer why its connection ends. */
    static byte[] payload(CloseReason reason) {
        return payload(code(reason), reason.text());
    }

    private static int code(CloseReason reason) {
        return switch (reason) {
            case CLIENT_CLOSED -> NORMAL;
            case AUTHENTICATION_FAILURE,
                    AUTHENTICATION_TIMEOUT,
                    MAXIMUM_CONNECTIONS_EXCEEDED,
                    MAXIMUM_CONTROL_LINE_EXCEEDED,
                    SLOW_CONSUMER_PENDING_BYTES,
                    SLOW_CONSUMER_WRITE_DEADLINE,
                    STALE_CONNECTION,
                    KICKED ->
                    POLICY_VIOLATION;
            case PARSE_ERROR, PROTOCOL_VIOLATION, BAD_CLIENT_PROTOCOL_VERSION -> PROTOCOL_ERROR;
            case MAXIMUM_PAYLOAD_EXCEEDED -> TOO_BIG;
            case SERVER_SHUTDOWN, WRITE_ERROR, READ_ERROR -> GOING_AWAY;
            case NO_RESPONDERS_REQUIRES_HEADERS, TLS_HANDSHAKE_FAILURE, UNKNOWN_STATE ->
                    INTERNAL_ERROR;
        };
    }

    private static byte[] payload(int code, String text) {
        byte[] reason = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Short.BYTES + reason.length)
                .putShort((short) code)
                .put(reason)
                .array();
    }

    /** Returns the answer to the peer's close frame: the same payload, unless it is not allowed. */
    static byte[] echo(byte[] received) {
        if (received.length < Short.BYTES) {
            return new byte[0];
        }
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(received, Short.BYTES, received.length - Short.BYTES));
            return received;
        } catch (CharacterCodingException e) {
            return payload(INVALID_DATA, "invalid utf8 body in close frame");
        }
    }
}
