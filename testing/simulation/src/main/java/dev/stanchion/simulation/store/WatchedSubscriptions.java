package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.engine.spi.forwarding.ForwardingSubscriptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Any channel's subscriptions, seen by a {@link StoreTap}. */
final class WatchedSubscriptions extends ForwardingSubscriptions {
    private final String channel;
    private final StoreTap tap;

    /** The subscriptions that have ended, each with the number of its end: it may begin again. */
    private final Map<Long, Long> ended = new TreeMap<>();

    private long ends;

    WatchedSubscriptions(String channel, SubscriptionLog log, StoreTap tap) {
        super(log);
        this.channel = channel;
        this.tap = tap;
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        log.put(subscription);
        if (subscription.closed()) {
            ended.putIfAbsent(subscription.id(), ++ends);
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
        ended.putIfAbsent(id, ++ends);
        tap.onSubscriptionDeleted(channel, id);
    }

    @Override
    public void acknowledged(long id, long sequence) {
        log.acknowledged(id, sequence);
        tap.onAcknowledged(channel, id, sequence);
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        Map<Long, Long> concerned = Map.copyOf(ended);
        log.flush(
                Outcome.of(
                        done -> {
                            tap.onEndsFlushed(channel, stillEnded(concerned), true);
                            outcome.succeeded(done);
                        },
                        why -> {
                            tap.onEndsFlushed(channel, stillEnded(concerned), false);
                            outcome.failed(why);
                        }));
    }

    /**
     * Returns those that have not begun again since the flush, which says nothing of a later end.
     */
    private Set<Long> stillEnded(Map<Long, Long> concerned) {
        Set<Long> still = new TreeSet<>();
        concerned.forEach((id, end) -> {
            if (end.equals(ended.get(id))) {
                still.add(id);
            }
        });
        return still;
    }
}
