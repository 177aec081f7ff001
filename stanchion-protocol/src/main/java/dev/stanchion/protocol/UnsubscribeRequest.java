package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Asks the server to end a subscription for good, or to close it and keep its durable. Immutable.
 *
 * @param inbox normally the subscription's ack inbox
 * @param durableName ignored by servers
 */
public record UnsubscribeRequest(String clientId, String channel, String inbox, String durableName)
        implements WireMessage {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<UnsubscribeRequest> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        String clientId = "";
        String channel = "";
        String inbox = "";
        String durableName = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> clientId = in.string();
                case 2 -> channel = in.string();
                case 3 -> inbox = in.string();
                case 4 -> durableName = in.string();
                default -> in.skip();
            }
        }
        return in.isWellFormed()
                ? Optional.of(new UnsubscribeRequest(clientId, channel, inbox, durableName))
                : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, clientId);
        WireWriter.string(output, target, 2, channel);
        WireWriter.string(output, target, 3, inbox);
        WireWriter.string(output, target, 4, durableName);
    }
}
