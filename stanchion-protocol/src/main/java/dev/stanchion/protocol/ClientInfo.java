package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * The record of a registered client in the format of NATS Streaming ({@code spec/stores.md} 1.1).
 * Immutable.
 *
 * @param connectionId opaque bytes, one per char (ISO 8859-1); empty for a protocol 0 client
 * @param pingInterval seconds; negative means milliseconds
 */
public record ClientInfo(
        String id,
        String heartbeatInbox,
        String connectionId,
        int protocol,
        int pingInterval,
        int pingMaxOut)
        implements WireMessage {
    /**
     * Reads a record.
     *
     * @return empty if the bytes are not such a record
     */
    public static Optional<ClientInfo> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        String id = "";
        String heartbeatInbox = "";
        String connectionId = "";
        int protocol = 0;
        int pingInterval = 0;
        int pingMaxOut = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> id = in.string();
                case 2 -> heartbeatInbox = in.string();
                case 3 -> connectionId = in.latin1();
                case 4 -> protocol = (int) in.varint();
                case 5 -> pingInterval = (int) in.varint();
                case 6 -> pingMaxOut = (int) in.varint();
                default -> in.skip();
            }
        }
        return in.isWellFormed()
                ? Optional.of(
                        new ClientInfo(
                                id,
                                heartbeatInbox,
                                connectionId,
                                protocol,
                                pingInterval,
                                pingMaxOut))
                : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, id);
        WireWriter.string(output, target, 2, heartbeatInbox);
        WireWriter.latin1(output, target, 3, connectionId);
        WireWriter.number(output, target, 4, protocol);
        WireWriter.number(output, target, 5, pingInterval);
        WireWriter.number(output, target, 6, pingMaxOut);
    }
}
