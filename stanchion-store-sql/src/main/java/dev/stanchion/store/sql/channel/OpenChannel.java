package dev.stanchion.store.sql.channel;

import dev.stanchion.store.sql.log.SqlChannelLog;
import dev.stanchion.store.sql.subscription.SqlSubscriptionLog;
import dev.stanchion.store.sql.write.ChannelWork;
import org.jspecify.annotations.Nullable;

/**
 * A channel that somebody has opened, or is about to. The fields are set by the channel's shard
 * once, and read by the thread that closes the store when the shards have stopped.
 */
final class OpenChannel {
    private volatile @Nullable ChannelWork work;
    private volatile @Nullable SqlChannelLog messages;
    private volatile @Nullable SqlSubscriptionLog subscriptions;

    void opened(
            ChannelWork itsWork, SqlChannelLog itsMessages, SqlSubscriptionLog itsSubscriptions) {
        work = itsWork;
        messages = itsMessages;
        subscriptions = itsSubscriptions;
    }

    @Nullable ChannelWork work() {
        return work;
    }

    /** Hands over what has not been yet; the shard has stopped. */
    void drain() {
        SqlChannelLog log = messages;
        SqlSubscriptionLog records = subscriptions;
        if (log != null && records != null) {
            log.drain();
            records.drain();
        }
    }
}
