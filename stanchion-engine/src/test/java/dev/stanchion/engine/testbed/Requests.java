package dev.stanchion.engine.testbed;

import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import java.util.function.UnaryOperator;

/** Ways in which a subscribe request differs from the usual one. */
public final class Requests {
    private Requests() {}

    public static UnaryOperator<SubscriptionRequest> durable(String name) {
        return r -> with(r, r.queueGroup(), r.maxInFlight(), r.ackWaitSeconds(), name);
    }

    public static UnaryOperator<SubscriptionRequest> queue(String group) {
        return r -> with(r, group, r.maxInFlight(), r.ackWaitSeconds(), r.durableName());
    }

    public static UnaryOperator<SubscriptionRequest> window(int maxInFlight) {
        return r -> with(r, r.queueGroup(), maxInFlight, r.ackWaitSeconds(), r.durableName());
    }

    public static UnaryOperator<SubscriptionRequest> ackWait(int seconds) {
        return r -> with(r, r.queueGroup(), r.maxInFlight(), seconds, r.durableName());
    }

    /** As the clients of Stanchion, which want to know if the channel is new. */
    public static UnaryOperator<SubscriptionRequest> askingIfNew() {
        return r ->
                new SubscriptionRequest(
                        r.clientId(),
                        r.channel(),
                        r.queueGroup(),
                        r.inbox(),
                        r.maxInFlight(),
                        r.ackWaitSeconds(),
                        r.durableName(),
                        r.startPosition(),
                        r.startSequence(),
                        r.startTimeDeltaNanos(),
                        true);
    }

    private static SubscriptionRequest with(
            SubscriptionRequest r, String group, int maxInFlight, int ackWait, String durable) {
        return new SubscriptionRequest(
                r.clientId(),
                r.channel(),
                group,
                r.inbox(),
                maxInFlight,
                ackWait,
                durable,
                r.startPosition(),
                r.startSequence(),
                r.startTimeDeltaNanos());
    }

    public static UnaryOperator<SubscriptionRequest> from(StartPosition position) {
        return from(position.number(), 0, 0);
    }

    public static UnaryOperator<SubscriptionRequest> fromSequence(long sequence) {
        return from(StartPosition.SEQUENCE.number(), sequence, 0);
    }

    public static UnaryOperator<SubscriptionRequest> fromTimeDelta(long nanos) {
        return from(StartPosition.TIME_DELTA.number(), 0, nanos);
    }

    public static UnaryOperator<SubscriptionRequest> from(
            int position, long sequence, long deltaNanos) {
        return r ->
                new SubscriptionRequest(
                        r.clientId(),
                        r.channel(),
                        r.queueGroup(),
                        r.inbox(),
                        r.maxInFlight(),
                        r.ackWaitSeconds(),
                        r.durableName(),
                        position,
                        sequence,
                        deltaNanos);
    }

    /** Returns all the changes, one after the other. */
    @SafeVarargs
    public static UnaryOperator<SubscriptionRequest> all(
            UnaryOperator<SubscriptionRequest>... changes) {
        return request -> {
            SubscriptionRequest changed = request;
            for (UnaryOperator<SubscriptionRequest> change : changes) {
                changed = change.apply(changed);
            }
            return changed;
        };
    }
}
