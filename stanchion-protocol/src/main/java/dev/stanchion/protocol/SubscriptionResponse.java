package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Answers a subscribe, unsubscribe or subscription close request. Immutable.
 *
 * @param ackInbox subject for the acks; empty unless a subscribe request succeeded
 * @param error empty on success
 * @param isChannelNew whether the request created the channel; only in the answer to a client that
 *     asks for it. NATS Streaming does not have this field
 * @param nearChannel an older channel with a near name, if the channel is new; empty if there is
 *     none
 */
public record SubscriptionResponse(
        String ackInbox, String error, boolean isChannelNew, String nearChannel)
        implements WireMessage {
    private static final int IS_CHANNEL_NEW = 100;
    private static final int NEAR_CHANNEL = 101;

    /** Creates an answer as NATS Streaming has it. */
    public SubscriptionResponse(String ackInbox, String error) {
        this(ackInbox, error, false, "");
    }

    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<SubscriptionResponse> decode(ByteBuf buffer, int index, int length) {
        return read(WireReader.over(buffer, index, length));
    }

    /** Reads a message without Netty; empty if the bytes are not such a message. */
    public static Optional<SubscriptionResponse> decode(byte[] bytes) {
        return read(WireReader.over(bytes));
    }

    private static Optional<SubscriptionResponse> read(WireReader in) {
        String ackInbox = "";
        String error = "";
        boolean isChannelNew = false;
        String nearChannel = "";
        while (in.next()) {
            switch (in.field()) {
                case 2 -> ackInbox = in.string();
                case 3 -> error = in.string();
                case IS_CHANNEL_NEW -> isChannelNew = in.varint() != 0;
                case NEAR_CHANNEL -> nearChannel = in.string();
                default -> in.skip();
            }
        }
        return in.isWellFormed()
                ? Optional.of(new SubscriptionResponse(ackInbox, error, isChannelNew, nearChannel))
                : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 2, ackInbox);
        WireWriter.string(output, target, 3, error);
        WireWriter.number(output, target, IS_CHANNEL_NEW, isChannelNew ? 1 : 0);
        WireWriter.string(output, target, NEAR_CHANNEL, nearChannel);
    }
}
