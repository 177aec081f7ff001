package dev.stanchion.store.jetstream.channel;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.log.StreamLog;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel that is open or opening. The channel's shard sets the fields once. */
final class OpenChannel {
    private final ShardExecutor owner;
    private volatile @Nullable ChannelRecord record;
    private volatile @Nullable StreamLog messages;
    private volatile @Nullable JetStreamSubscriptionLog subscriptions;

    OpenChannel(ShardExecutor owner) {
        this.owner = owner;
    }

    /**
     * @param itsRecord says which stream the channel has
     */
    void opened(
            ChannelRecord itsRecord,
            StreamLog itsMessages,
            JetStreamSubscriptionLog itsSubscriptions) {
        record = itsRecord;
        itsSubscriptions.recordsOf(
                () -> itsRecord.at(itsMessages.durableSequence(), itsMessages.durableTimestamp()));
        itsMessages.recordPositions(itsSubscriptions::recordChannel);
        messages = itsMessages;
        subscriptions = itsSubscriptions;
    }

    /** Returns what the bucket says of the channel; null while it is opening. */
    @Nullable ChannelRecord record() {
        return record;
    }

    /** Returns the IDs of the channel's subscriptions. */
    Set<Long> subscriptionIds() {
        JetStreamSubscriptionLog log = subscriptions;
        return log == null ? Set.of() : log.ids();
    }

    /** Finishes everything that is under way. The task runs on the channel's shard. */
    void drain(Runnable drained) {
        owner.execute(() -> {
            StreamLog log = messages;
            JetStreamSubscriptionLog records = subscriptions;
            if (log == null || records == null) {
                drained.run();
            } else {
                log.drain(() -> {
                    records.drain();
                    drained.run();
                });
            }
        });
    }

    /** Ends the channel's logs, on the channel's shard. */
    void close() {
        StreamLog log = messages;
        if (log != null) {
            log.close();
        }
    }

    /** Has the closed log refuse messages, on the channel's shard. */
    void refuse(StoreException why) {
        StreamLog log = messages;
        if (log != null) {
            log.refuse(why);
        }
    }

    /** Ends the channel's logs because another process has taken over. */
    void fence(StoreException why) {
        owner.execute(() -> {
            StreamLog log = messages;
            if (log != null) {
                log.fence(why);
            }
        });
    }

    boolean isIdle() {
        StreamLog log = messages;
        return log == null || log.isIdle();
    }

    void closeOnShard() {
        owner.execute(this::close);
    }
}
