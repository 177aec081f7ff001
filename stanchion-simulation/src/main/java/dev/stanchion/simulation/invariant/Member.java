package dev.stanchion.simulation.invariant;

import dev.stanchion.engine.spi.SubscriptionRecord;

/** One recorded subscription; alone in its {@link Position}, or with others of its queue group. */
final class Member {
    final Position position;
    SubscriptionRecord subscription;
    boolean active;
    boolean answered;

    Member(Position position, SubscriptionRecord subscription) {
        this.position = position;
        this.subscription = subscription;
    }

    long id() {
        return subscription.id();
    }

    RecordedSubscription recorded() {
        return new RecordedSubscription(position.channel().name(), subscription);
    }

    @Override
    public String toString() {
        return subscription.clientId() + "/" + position.channel().name() + "/" + id();
    }
}
