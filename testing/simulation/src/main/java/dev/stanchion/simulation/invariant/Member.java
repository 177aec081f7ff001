package dev.stanchion.simulation.invariant;

import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.simulation.bus.SimulatedConnection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One recorded subscription; alone in its {@link Position}, or with others of its queue group. */
final class Member {
    private static final long NEVER = Long.MIN_VALUE;

    final Position position;
    SubscriptionRecord subscription;
    boolean active;
    boolean answered;

    /** Whether its client has begun to end, with all of its subscriptions. */
    boolean clientGoes;

    /** The time when its inbox last lost its only subscriber, while this engine ran. */
    long absentNanos = NEVER;

    /** The request of its client; null if the request was not seen. */
    private @Nullable SubscriptionRequest asked;

    /** Which connections have asked to end it, and when, as {@link Flight#ackOrder} counts. */
    private final Map<SimulatedConnection, Long> endingAsked = new HashMap<>();

    Member(Position position, SubscriptionRecord subscription) {
        this.position = position;
        this.subscription = subscription;
    }

    long id() {
        return subscription.id();
    }

    void asked(SubscriptionRequest request) {
        asked = request;
    }

    /** Returns the wish of its client, whatever the engine has made of it. */
    int maxInFlight() {
        return asked == null ? subscription.maxInFlight() : asked.maxInFlight();
    }

    /** Returns the wish of its client, whatever the engine has made of it. */
    int ackWaitSeconds() {
        return asked == null ? subscription.ackWaitSeconds() : asked.ackWaitSeconds();
    }

    void begin() {
        active = true;
        answered = false;
        clientGoes = false;
        endingAsked.clear();
    }

    void endingAsked(SimulatedConnection from, long order) {
        endingAsked.putIfAbsent(from, order);
    }

    /** Returns whether its inbox has lost its only subscriber since this engine began. */
    boolean hasLostReceiver() {
        return absentNanos != NEVER;
    }

    /** Returns whether the engine was asked to end it. */
    boolean isEnding() {
        return clientGoes || !endingAsked.isEmpty();
    }

    /** Returns whether the request asks for this durable. */
    boolean isDurableOf(SubscriptionRequest request) {
        return request.queueGroup().isEmpty()
                && subscription.durableName().equals(request.durableName())
                && subscription.clientId().equals(request.clientId());
    }

    /** Returns whether the engine was asked to end it after it was handed this ack (9.3). */
    boolean endsAfter(Flight acked) {
        return endingAsked.getOrDefault(acked.ackedBy, 0L) > acked.ackOrder;
    }

    RecordedSubscription recorded() {
        return new RecordedSubscription(position.channel().name(), subscription);
    }

    @Override
    public String toString() {
        return subscription.clientId() + "/" + position.channel().name() + "/" + id();
    }
}
