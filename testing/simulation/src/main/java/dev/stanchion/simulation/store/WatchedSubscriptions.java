package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.engine.spi.forwarding.ForwardingSubscriptions;
import java.util.LinkedHashSet;
import java.util.Set;

/** Any channel's subscriptions, seen by a {@link StoreTap}. */
final class WatchedSubscriptions extends ForwardingSubscriptions {
    private final String channel;
    private final StoreTap tap;
    private final Set<Long> ended = new LinkedHashSet<>();

    WatchedSubscriptions(String channel, SubscriptionLog log, StoreTap tap) {
        super(log);
        this.channel = channel;
        this.tap = tap;
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        log.put(subscription);
        if (subscription.closed()) {
            ended.add(subscription.id());
        } else {
            ended.remove(subscription.id());
        }
        tap.onSubscriptionPut(channel, subscription);
    }

    @Override
    public void replace(SubscriptionRecord subscription, long[] pending) {
        log.replace(subscription, pending);
        tap.onSubscriptionPut(channel, subscription);
    }

    @Override
    public void delete(long id) {
        log.delete(id);
        ended.add(id);
        tap.onSubscriptionDeleted(channel, id);
    }

    @Override
    public void acknowledged(long id, long sequence) {
        log.acknowledged(id, sequence);
        tap.onAcknowledged(channel, id, sequence);
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        Set<Long> concerned = Set.copyOf(ended);
        log.flush(
                Outcome.of(
                        done -> {
                            tap.onEndsFlushed(channel, concerned, true);
                            outcome.succeeded(done);
                        },
                        why -> {
                            tap.onEndsFlushed(channel, concerned, false);
                            outcome.failed(why);
                        }));
    }
}
