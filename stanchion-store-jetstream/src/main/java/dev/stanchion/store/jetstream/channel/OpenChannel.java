package dev.stanchion.store.jetstream.channel;

import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.store.jetstream.log.JetStreamChannelLog;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import dev.stanchion.store.jetstream.state.JetStreamSubscriptionLog;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel that is open or opening. The channel's shard sets the fields once. */
final class OpenChannel {
    private final ShardExecutor owner;
    private volatile @Nullable JetStreamChannelLog messages;
    private volatile @Nullable JetStreamSubscriptionLog subscriptions;

    OpenChannel(ShardExecutor owner) {
        this.owner = owner;
    }

    void opened(
            String stream,
            JetStreamChannelLog itsMessages,
            JetStreamSubscriptionLog itsSubscriptions) {
        itsSubscriptions.recordsOf(() ->
                new ChannelRecord(
                        stream,
                        itsMessages.durableSequence(),
                        itsMessages.durableTimestamp(),
                        0,
                        false));
        itsMessages.recordPositions(itsSubscriptions::recordChannel);
        messages = itsMessages;
        subscriptions = itsSubscriptions;
    }

    /** Returns the IDs of the channel's subscriptions. */
    Set<Long> subscriptionIds() {
        JetStreamSubscriptionLog log = subscriptions;
        return log == null ? Set.of() : log.ids();
    }

    /** Finishes everything that is under way. The task runs on the channel's shard. */
    void drain(Runnable drained) {
        owner.execute(() -> {
            JetStreamChannelLog log = messages;
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
        JetStreamChannelLog log = messages;
        if (log != null) {
            log.close();
        }
    }

    /** Has the closed log refuse messages, on the channel's shard. */
    void refuse(StoreException why) {
        JetStreamChannelLog log = messages;
        if (log != null) {
            log.refuse(why);
        }
    }

    /** Ends the channel's logs because another process has taken over. */
    void fence(StoreException why) {
        owner.execute(() -> {
            JetStreamChannelLog log = messages;
            if (log != null) {
                log.fence(why);
            }
        });
    }

    boolean isIdle() {
        JetStreamChannelLog log = messages;
        return log == null || log.isIdle();
    }

    void closeOnShard() {
        owner.execute(this::close);
    }
}
