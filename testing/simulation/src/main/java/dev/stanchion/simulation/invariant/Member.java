package dev.stanchion.simulation.invariant;

import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.SubscriptionRequest;
import dev.stanchion.simulation.bus.SimulatedConnection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One recorded subscription; alone in its {@link Position}, or with others of its queue group. */
final class Member {
    final Position position;
    SubscriptionRecord subscription;
    boolean active;
    boolean answered;

    /** Whether its client has begun to end, and with it all that the client has. */
    boolean clientGoes;

    /** When it last happened that nobody listened on its inbox any more. */
    long absentNanos = Long.MIN_VALUE;

    /** What its client asked for; null if this was not seen. */
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

    /** Returns what its client wants, whatever the engine has made of it. */
    int maxInFlight() {
        return asked == null ? subscription.maxInFlight() : asked.maxInFlight();
    }

    /** Returns what its client wants, whatever the engine has made of it. */
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

    /** Tells whether this is the durable that the request asks for. */
    boolean isDurableOf(SubscriptionRequest request) {
        return request.queueGroup().isEmpty()
                && subscription.durableName().equals(request.durableName())
                && subscription.clientId().equals(request.clientId());
    }

    /** Tells whether the engine was asked to end it after it was handed this ack (9.3). */
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
