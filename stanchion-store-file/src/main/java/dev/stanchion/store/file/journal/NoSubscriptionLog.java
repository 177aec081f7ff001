package dev.stanchion.store.file.journal;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;

/**
 * A record of subscriptions that keeps only the used IDs: records, deliveries and acknowledgements
 * are for a later run, and there is none. Owned by the channel's shard.
 */
final class NoSubscriptionLog implements SubscriptionLog {
    private long highestId;

    @Override
    public long highestId() {
        return highestId;
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        highestId = Math.max(highestId, subscription.id());
    }

    @Override
    public void replace(SubscriptionRecord subscription, long[] pending) {}

    @Override
    public void delete(long id) {}

    @Override
    public void delivered(long id, long sequence) {}

    @Override
    public void acknowledged(long id, long sequence) {}

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        outcome.succeeded(Outcome.Done.DONE);
    }
}
