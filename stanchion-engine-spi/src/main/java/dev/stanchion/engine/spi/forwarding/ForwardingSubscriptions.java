package dev.stanchion.engine.spi.forwarding;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;

/**
 * A record of subscriptions that forwards every call. A subclass overrides what it changes. As safe
 * for threads as the other record.
 */
public abstract class ForwardingSubscriptions implements SubscriptionLog {
    protected final SubscriptionLog log;

    protected ForwardingSubscriptions(SubscriptionLog log) {
        this.log = log;
    }

    @Override
    public long highestId() {
        return log.highestId();
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        log.put(subscription);
    }

    @Override
    public void replace(SubscriptionRecord subscription, long[] pending) {
        log.replace(subscription, pending);
    }

    @Override
    public void delete(long id) {
        log.delete(id);
    }

    @Override
    public void delivered(long id, long sequence) {
        log.delivered(id, sequence);
    }

    @Override
    public void acknowledged(long id, long sequence) {
        log.acknowledged(id, sequence);
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        log.flush(outcome);
    }
}
