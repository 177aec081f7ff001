package dev.stanchion.store.sql.channel;

import dev.stanchion.store.sql.subscription.StoredSubscription;
import java.util.List;

/**
 * A channel that was in the database when the store was opened, until somebody opens it. Immutable,
 * but for the subscriptions, which then belong to the channel's shard.
 *
 * @param highestSequence that the tables speak of, other than that of messages
 * @param lastTimestamp a floor for timestamps, other than those of messages
 * @param highestSubscription the highest number that a subscription of the channel ever had
 */
public record FoundChannel(
        int id,
        String name,
        long highestSequence,
        long lastTimestamp,
        long highestSubscription,
        StoredLimits limits,
        List<StoredSubscription> subscriptions) {
    /** The limits that the server had which used the channel last; Go's server compares them. */
    public record StoredLimits(long maxMessages, long maxBytes, long maxAge) {}
}
