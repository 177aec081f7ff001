package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;

/**
 * A channel's subscriptions in a journal. Deliveries, acknowledgements and attempts are not
 * written, because they mean nothing once the messages are gone. Owned by the channel's shard.
 */
final class SubscriptionJournal implements SubscriptionLog {
    private final FileJournal journal;
    private final int channelNumber;
    private final ShardExecutor owner;
    private long highestId;

    SubscriptionJournal(
            FileJournal journal, int channelNumber, ShardExecutor owner, long highestId) {
        this.journal = journal;
        this.channelNumber = channelNumber;
        this.owner = owner;
        this.highestId = highestId;
    }

    @Override
    public long highestId() {
        return highestId;
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        highestId = Math.max(highestId, subscription.id());
        journal.write(new SessionRecord.Subscription(channelNumber, subscription.withAttempts("")));
    }

    @Override
    public void replace(SubscriptionRecord subscription, long[] pending) {
        put(subscription);
    }

    @Override
    public void delete(long id) {
        journal.write(new SessionRecord.SubscriptionGone(channelNumber, id));
    }

    @Override
    public void delivered(long id, long sequence) {}

    @Override
    public void acknowledged(long id, long sequence) {}

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        journal.whenWritten(owner, outcome);
    }
}
