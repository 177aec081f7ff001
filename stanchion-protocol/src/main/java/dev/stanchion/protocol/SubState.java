package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * The record of a subscription in the format of NATS Streaming ({@code spec/stores.md} 1.1).
 * Immutable.
 *
 * @param queueGroup empty if the subscription is not a queue member; {@code durable:group} in a
 *     durable group
 * @param lastSent the highest sequence ever sent to the subscription
 * @param closed true for a durable that no client uses at present
 * @param user the user who created a durable; empty if unknown. Only Stanchion has this field
 * @param perhapsSentUpTo the sequence up to which messages above {@code lastSent} may have been
 *     sent without a record of it; 0 if every delivery is recorded. Only Stanchion has this field
 * @param pause why nothing is sent to the subscription; empty if that is not so. Only Stanchion has
 *     this field
 * @param attempts which messages were not acknowledged in time, and how often; empty if there is
 *     none. Only Stanchion has this field
 */
public record SubState(
        long id,
        String clientId,
        String queueGroup,
        String inbox,
        String ackInbox,
        int maxInFlight,
        int ackWaitSeconds,
        String durableName,
        long lastSent,
        boolean durable,
        boolean closed,
        String user,
        long perhapsSentUpTo,
        String pause,
        String attempts)
        implements WireMessage {
    /** A field number far from those of the Go server, which skips unknown fields. */
    private static final int USER = 1000;

    private static final int PERHAPS_SENT_UP_TO = 1001;
    private static final int PAUSE = 1002;
    private static final int ATTEMPTS = 1003;

    /**
     * Reads a record.
     *
     * @return empty if the bytes are not such a record
     */
    public static Optional<SubState> decode(ByteBuf buffer, int index, int length) {
        WireReader in = WireReader.over(buffer, index, length);
        long id = 0;
        String clientId = "";
        String queueGroup = "";
        String inbox = "";
        String ackInbox = "";
        int maxInFlight = 0;
        int ackWaitSeconds = 0;
        String durableName = "";
        long lastSent = 0;
        boolean durable = false;
        boolean closed = false;
        String user = "";
        long perhapsSentUpTo = 0;
        String pause = "";
        String attempts = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> id = in.varint();
                case 2 -> clientId = in.string();
                case 3 -> queueGroup = in.string();
                case 4 -> inbox = in.string();
                case 5 -> ackInbox = in.string();
                case 6 -> maxInFlight = (int) in.varint();
                case 7 -> ackWaitSeconds = (int) in.varint();
                case 8 -> durableName = in.string();
                case 9 -> lastSent = in.varint();
                case 10 -> durable = in.varint() != 0;
                case 11 -> closed = in.varint() != 0;
                case USER -> user = in.string();
                case PERHAPS_SENT_UP_TO -> perhapsSentUpTo = in.varint();
                case PAUSE -> pause = in.string();
                case ATTEMPTS -> attempts = in.string();
                default -> in.skip();
            }
        }
        return in.isWellFormed()
                ? Optional.of(
                        new SubState(
                                id,
                                clientId,
                                queueGroup,
                                inbox,
                                ackInbox,
                                maxInFlight,
                                ackWaitSeconds,
                                durableName,
                                lastSent,
                                durable,
                                closed,
                                user,
                                perhapsSentUpTo,
                                pause,
                                attempts))
                : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.number(output, target, 1, id);
        WireWriter.string(output, target, 2, clientId);
        WireWriter.string(output, target, 3, queueGroup);
        WireWriter.string(output, target, 4, inbox);
        WireWriter.string(output, target, 5, ackInbox);
        WireWriter.number(output, target, 6, maxInFlight);
        WireWriter.number(output, target, 7, ackWaitSeconds);
        WireWriter.string(output, target, 8, durableName);
        WireWriter.number(output, target, 9, lastSent);
        WireWriter.number(output, target, 10, durable ? 1 : 0);
        WireWriter.number(output, target, 11, closed ? 1 : 0);
        WireWriter.string(output, target, USER, user);
        WireWriter.number(output, target, PERHAPS_SENT_UP_TO, perhapsSentUpTo);
        WireWriter.string(output, target, PAUSE, pause);
        WireWriter.string(output, target, ATTEMPTS, attempts);
    }
}
