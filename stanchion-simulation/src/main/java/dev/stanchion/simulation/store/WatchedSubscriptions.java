package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.ArrayList;
import java.util.List;

/** Any channel's subscriptions, seen by a {@link StoreTap}. */
final class WatchedSubscriptions implements SubscriptionLog {
    private final String channel;
    private final SubscriptionLog log;
    private final StoreTap tap;
    private final List<Long> deleted = new ArrayList<>();

    WatchedSubscriptions(String channel, SubscriptionLog log, StoreTap tap) {
        this.channel = channel;
        this.log = log;
        this.tap = tap;
    }

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
        deleted.add(id);
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
        List<Long> concerned = List.copyOf(deleted);
        log.flush(
                new Outcome<>() {
                    @Override
                    public void succeeded(Done done) {
                        deleted.removeAll(concerned);
                        tap.onDeletionsFlushed(channel, concerned, true);
                        outcome.succeeded(done);
                    }

                    @Override
                    public void failed(StoreException why) {
                        tap.onDeletionsFlushed(channel, concerned, false);
                        outcome.failed(why);
                    }
                });
    }
}
