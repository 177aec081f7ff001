package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Answers a subscribe, unsubscribe or subscription close request. Immutable.
 *
 * @param ackInbox subject for the acks; empty unless a subscribe request succeeded
 * @param error empty on success
 */
public record SubscriptionResponse(String ackInbox, String error) {
    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<SubscriptionResponse> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        String ackInbox = "";
        String error = "";
        while (in.next()) {
            switch (in.field()) {
                case 2 -> ackInbox = in.string();
                case 3 -> error = in.string();
                default -> in.skip();
            }
        }
        return in.isWellFormed()
                ? Optional.of(new SubscriptionResponse(ackInbox, error))
                : Optional.empty();
    }

    /** Appends the encoded message, without its default values. */
    public void encodeTo(ByteBuf target) {
        WireWriter.string(target, 2, ackInbox);
        WireWriter.string(target, 3, error);
    }
}
