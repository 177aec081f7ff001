package dev.stanchion.engine.spi;

/**
 * One channel's subscriptions and, for each, its delivered and unacknowledged messages. Owned by
 * the channel's shard.
 *
 * <p>Records are kept in order and become durable lazily. A store that may have lost the last ones
 * reports that when it recovers ({@link RecoveredState.Channel#mayLackDeliveries}): then the last
 * deliveries come again, marked as redelivered. {@link #flush} makes the records durable now.
 * Operations on an unknown ID have no effect.
 */
public interface SubscriptionLog {
    /** Returns the highest ID ever used in this channel; new ones must be above it. */
    long highestId();

    /** Records a new subscription, or replaces the state of a known one and keeps its pending. */
    void put(SubscriptionRecord subscription);

    /**
     * Replaces all that is recorded of a known subscription, in one step: after a crash there is
     * all of the old state or all of the new one. {@code lastSent} may be lower than before.
     *
     * @param pending the sequences that wait for their acknowledgements, in ascending order
     */
    void replace(SubscriptionRecord subscription, long[] pending);

    /** Forgets a subscription and its pending messages. */
    void delete(long id);

    /** The sequence was sent and waits for its acknowledgement. Repeatable. */
    void delivered(long id, long sequence);

    /** The sequence no longer waits. Repeatable. */
    void acknowledged(long id, long sequence);

    /** Makes all of the above durable. */
    void flush(Outcome<Outcome.Done> outcome);
}
