package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Asks for a channel's messages. Immutable.
 *
 * @param queueGroup empty if the subscription is not a queue member
 * @param inbox the subject to which the server delivers messages
 * @param durableName empty if the subscription is not durable
 * @param startPosition the raw number for {@link StartPosition#of}, because clients may send any
 *     number
 * @param startSequence unsigned; used with {@link StartPosition#SEQUENCE}
 * @param startTimeDeltaNanos the duration before now; used with {@link StartPosition#TIME_DELTA}
 * @param asksIfNew whether the client wants to know if the channel is new. NATS Streaming does not
 *     have this field and ignores it
 */
public record SubscriptionRequest(
        String clientId,
        String channel,
        String queueGroup,
        String inbox,
        int maxInFlight,
        int ackWaitSeconds,
        String durableName,
        int startPosition,
        long startSequence,
        long startTimeDeltaNanos,
        boolean asksIfNew)
        implements WireMessage {
    private static final int ASKS_IF_NEW = 100;

    /** Creates the request of a client of NATS Streaming. */
    public SubscriptionRequest(
            String clientId,
            String channel,
            String queueGroup,
            String inbox,
            int maxInFlight,
            int ackWaitSeconds,
            String durableName,
            int startPosition,
            long startSequence,
            long startTimeDeltaNanos) {
        this(
                clientId,
                channel,
                queueGroup,
                inbox,
                maxInFlight,
                ackWaitSeconds,
                durableName,
                startPosition,
                startSequence,
                startTimeDeltaNanos,
                false);
    }

    /**
     * Reads a message.
     *
     * @return empty if the bytes are not such a message
     */
    public static Optional<SubscriptionRequest> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        String clientId = "";
        String channel = "";
        String queueGroup = "";
        String inbox = "";
        int maxInFlight = 0;
        int ackWaitSeconds = 0;
        String durableName = "";
        int startPosition = 0;
        long startSequence = 0;
        long startTimeDeltaNanos = 0;
        boolean asksIfNew = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> clientId = in.string();
                case 2 -> channel = in.string();
                case 3 -> queueGroup = in.string();
                case 4 -> inbox = in.string();
                case 5 -> maxInFlight = (int) in.varint();
                case 6 -> ackWaitSeconds = (int) in.varint();
                case 7 -> durableName = in.string();
                case 10 -> startPosition = (int) in.varint();
                case 11 -> startSequence = in.varint();
                case 12 -> startTimeDeltaNanos = in.varint();
                case ASKS_IF_NEW -> asksIfNew = in.varint() != 0;
                default -> in.skip();
            }
        }
        return in.isWellFormed()
                ? Optional.of(
                        new SubscriptionRequest(
                                clientId,
                                channel,
                                queueGroup,
                                inbox,
                                maxInFlight,
                                ackWaitSeconds,
                                durableName,
                                startPosition,
                                startSequence,
                                startTimeDeltaNanos,
                                asksIfNew))
                : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, clientId);
        WireWriter.string(output, target, 2, channel);
        WireWriter.string(output, target, 3, queueGroup);
        WireWriter.string(output, target, 4, inbox);
        WireWriter.number(output, target, 5, maxInFlight);
        WireWriter.number(output, target, 6, ackWaitSeconds);
        WireWriter.string(output, target, 7, durableName);
        WireWriter.number(output, target, 10, startPosition);
        WireWriter.number(output, target, 11, startSequence);
        WireWriter.number(output, target, 12, startTimeDeltaNanos);
        WireWriter.number(output, target, ASKS_IF_NEW, asksIfNew ? 1 : 0);
    }
}
