package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Asks the server to register a client. Every client sends this message first. Immutable.
 *
 * @param heartbeatInbox subject on which the client answers heartbeats
 * @param protocol 0 for a client without pings, else 1
 * @param connId opaque bytes, one per char (ISO 8859-1), unique per connection; empty for protocol
 *     0
 * @param pingInterval seconds; negative means milliseconds
 * @param pingMaxOut unanswered pings after which the client gives up
 */
public record ConnectRequest(
        String clientId,
        String heartbeatInbox,
        int protocol,
        String connId,
        int pingInterval,
        int pingMaxOut)
        implements WireMessage {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<ConnectRequest> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        String clientId = "";
        String heartbeatInbox = "";
        int protocol = 0;
        String connId = "";
        int pingInterval = 0;
        int pingMaxOut = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> clientId = in.string();
                case 2 -> heartbeatInbox = in.string();
                case 3 -> protocol = (int) in.varint();
                case 4 -> connId = in.latin1();
                case 5 -> pingInterval = (int) in.varint();
                case 6 -> pingMaxOut = (int) in.varint();
                default -> in.skip();
            }
        }
        return in.isWellFormed()
                ? Optional.of(
                        new ConnectRequest(
                                clientId,
                                heartbeatInbox,
                                protocol,
                                connId,
                                pingInterval,
                                pingMaxOut))
                : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, clientId);
        WireWriter.string(output, target, 2, heartbeatInbox);
        WireWriter.number(output, target, 3, protocol);
        WireWriter.latin1(output, target, 4, connId);
        WireWriter.number(output, target, 5, pingInterval);
        WireWriter.number(output, target, 6, pingMaxOut);
    }
}
