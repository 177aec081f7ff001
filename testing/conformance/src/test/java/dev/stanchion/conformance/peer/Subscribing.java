package dev.stanchion.conformance.peer;

import dev.stanchion.protocol.StartPosition;
import dev.stanchion.protocol.SubscriptionRequest;
import java.time.Duration;

/** The options of a subscription; each method returns a changed copy. Immutable. */
public record Subscribing(
        String channel, Kind kind, int maxInFlight, int ackWaitSeconds, Start start) {
    /** Both empty for a plain subscription. */
    record Kind(String queueGroup, String durableName) {}

    /** The position's raw number, so that a test can ask for one that does not exist. */
    record Start(int position, long sequence, long timeDeltaNanos) {}

    /** Starts as the client libraries do: a plain subscription, new messages, ack wait 30 s. */
    public static Subscribing to(String channel) {
        return new Subscribing(channel, new Kind("", ""), 1024, 30, new Start(0, 0, 0));
    }

    public Subscribing queue(String queueGroup) {
        return kind(new Kind(queueGroup, kind.durableName));
    }

    public Subscribing durable(String durableName) {
        return kind(new Kind(kind.queueGroup, durableName));
    }

    public Subscribing maxInFlight(int changed) {
        return new Subscribing(channel, kind, changed, ackWaitSeconds, start);
    }

    public Subscribing ackWaitSeconds(int changed) {
        return new Subscribing(channel, kind, maxInFlight, changed, start);
    }

    public Subscribing fromFirst() {
        return from(StartPosition.FIRST);
    }

    public Subscribing from(StartPosition position) {
        return start(new Start(position.number(), 0, 0));
    }

    public Subscribing fromPosition(int number) {
        return start(new Start(number, 0, 0));
    }

    public Subscribing fromSequence(long sequence) {
        return start(new Start(StartPosition.SEQUENCE.number(), sequence, 0));
    }

    public Subscribing fromTimeAgo(Duration delta) {
        return start(new Start(StartPosition.TIME_DELTA.number(), 0, delta.toNanos()));
    }

    private Subscribing kind(Kind changed) {
        return new Subscribing(channel, changed, maxInFlight, ackWaitSeconds, start);
    }

    private Subscribing start(Start changed) {
        return new Subscribing(channel, kind, maxInFlight, ackWaitSeconds, changed);
    }

    SubscriptionRequest request(String clientId, String inbox) {
        return new SubscriptionRequest(
                clientId,
                channel,
                kind.queueGroup,
                inbox,
                maxInFlight,
                ackWaitSeconds,
                kind.durableName,
                start.position,
                start.sequence,
                start.timeDeltaNanos);
    }
}
