package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;

/** Any channel's subscriptions, seen by a {@link StoreTap}. */
record WatchedSubscriptions(String channel, SubscriptionLog log, StoreTap tap)
        implements SubscriptionLog {
    @Override
    public long highestId() {
        return log.highestId();
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        log.put(subscription);
        tap.onSubscriptionPut(channel, subscription);
    }

    @Override
    public void delete(long id) {
        log.delete(id);
        tap.onSubscriptionDeleted(channel, id);
    }

    @Override
    public void delivered(long id, long sequence) {
        log.delivered(id, sequence);
    }

    @Override
    public void acknowledged(long id, long sequence) {
        log.acknowledged(id, sequence);
        tap.onAcknowledged(channel, id, sequence);
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        log.flush(outcome);
    }
}
