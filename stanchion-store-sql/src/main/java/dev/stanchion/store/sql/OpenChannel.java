package dev.stanchion.store.sql;

import org.jspecify.annotations.Nullable;

/**
 * A channel that somebody has opened, or is about to. The fields are set by the channel's shard
 * once, and read by the thread that closes the store when the shards have stopped.
 */
final class OpenChannel {
    private volatile @Nullable ChannelWork work;
    private volatile @Nullable SqlSubscriptionLog subscriptions;

    void opened(ChannelWork itsWork, SqlSubscriptionLog itsSubscriptions) {
        work = itsWork;
        subscriptions = itsSubscriptions;
    }

    @Nullable ChannelWork work() {
        return work;
    }

    /** Hands over what has not been yet; the shard has stopped. */
    void drain() {
        SqlSubscriptionLog open = subscriptions;
        if (open != null) {
            open.drain();
        }
    }
}
