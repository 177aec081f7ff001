package dev.stanchion.store.sql.channel;

import dev.stanchion.store.sql.subscription.StoredSubscription;
import java.util.List;

/**
 * A channel that the database had when the store was opened, and that is not open yet. Immutable,
 * except for the subscriptions: they belong to the channel's shard once the channel is open.
 *
 * @param highestSequence the highest sequence in the tables, not counting the table of messages
 * @param lastTimestamp a lower bound for timestamps, not counting the timestamps of messages
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
    /**
     * The limits of the server that used the channel last. The Go server compares them with its
     * own.
     */
    public record StoredLimits(long maxMessages, long maxBytes, long maxAge) {}
}
