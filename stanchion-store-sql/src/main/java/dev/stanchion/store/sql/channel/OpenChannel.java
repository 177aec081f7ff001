package dev.stanchion.store.sql.channel;

import dev.stanchion.store.sql.log.SqlChannelLog;
import dev.stanchion.store.sql.subscription.SqlSubscriptionLog;
import dev.stanchion.store.sql.write.ChannelWork;
import org.jspecify.annotations.Nullable;

/**
 * A channel that is open or opening. The channel's shard sets the fields once. The thread that
 * closes the store reads them after the shards have stopped.
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

    /** Hands the remaining changes to the writer. The shard must have stopped. */
    void drain() {
        SqlChannelLog log = messages;
        SqlSubscriptionLog records = subscriptions;
        if (log != null && records != null) {
            log.drain();
            records.drain();
        }
    }
}
