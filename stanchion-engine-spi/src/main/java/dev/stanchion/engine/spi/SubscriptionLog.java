package dev.stanchion.engine.spi;

/**
 * One channel's subscriptions and, for each, what was delivered and not yet acknowledged. Owned by
 * the channel's shard.
 *
 * <p>Records are kept in order and become durable lazily. A store that may have lost the tail says
 * so when it recovers ({@link RecoveredState.Channel#mayLackDeliveries}): then what was delivered
 * last comes again, marked as redelivered. {@link #flush} makes them durable now. Operations on an
 * unknown ID have no effect.
 */
public interface SubscriptionLog {
    /** Returns the highest ID ever used in this channel; new ones must be above it. */
    long highestId();

    /** Records a new subscription, or replaces the state of a known one and keeps its pending. */
    void put(SubscriptionRecord subscription);

    /** Forgets a subscription and its pending messages. */
    void delete(long id);

    /** The sequence was sent and waits for its acknowledgement. Repeatable. */
    void delivered(long id, long sequence);

    /** The sequence no longer waits. Repeatable. */
    void acknowledged(long id, long sequence);

    /** Makes all of the above durable. */
    void flush(Outcome<Outcome.Done> outcome);
}
