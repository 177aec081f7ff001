package dev.stanchion.store.contract.naive;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Subscriptions that persist in a {@link NaiveDisk} when they are flushed. */
final class NaiveSubscriptionLog implements SubscriptionLog {
    private final NaiveDisk.Channel disk;
    private final ShardExecutor owner;
    private final Map<Long, NaiveDisk.Subscription> subscriptions;
    private long highestId;

    NaiveSubscriptionLog(NaiveDisk.Channel disk, ShardExecutor owner) {
        this.disk = disk;
        this.owner = owner;
        subscriptions = new TreeMap<>(disk.subscriptions);
        highestId = disk.highestId;
    }

    @Override
    public long highestId() {
        return highestId;
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        highestId = Math.max(highestId, subscription.id());
        subscriptions.merge(
                subscription.id(),
                new NaiveDisk.Subscription(subscription, new TreeSet<>()),
                (known, ignored) -> known.replacedBy(subscription));
    }

    @Override
    public void delete(long id) {
        subscriptions.remove(id);
    }

    @Override
    public void delivered(long id, long sequence) {
        subscriptions.computeIfPresent(id, (ignored, known) -> known.delivered(sequence));
    }

    @Override
    public void acknowledged(long id, long sequence) {
        subscriptions.computeIfPresent(id, (ignored, known) -> known.acknowledged(sequence));
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        save();
        owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
    }

    void save() {
        disk.subscriptions = new TreeMap<>(subscriptions);
        disk.highestId = highestId;
    }
}
