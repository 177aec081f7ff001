package dev.stanchion.kit.store.naive;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Subscriptions that persist in a {@link NaiveDisk} when they are flushed, or a little later. */
final class NaiveSubscriptionLog implements SubscriptionLog {
    private static final long SAVE_NANOS = 100_000_000;

    private final NaiveDisk.Channel disk;
    private final ShardExecutor owner;
    private final Map<Long, NaiveDisk.Subscription> subscriptions;
    private long highestId;
    private boolean savesSoon;
    private boolean closed;

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
        saveSoon();
        highestId = Math.max(highestId, subscription.id());
        subscriptions.merge(
                subscription.id(),
                new NaiveDisk.Subscription(subscription, new TreeSet<>()),
                (known, ignored) -> known.replacedBy(subscription));
    }

    @Override
    public void replace(SubscriptionRecord subscription, long[] pending) {
        saveSoon();
        TreeSet<Long> sequences = new TreeSet<>();
        for (long sequence : pending) {
            sequences.add(sequence);
        }
        subscriptions.computeIfPresent(
                subscription.id(),
                (ignored, known) -> new NaiveDisk.Subscription(subscription, sequences));
    }

    @Override
    public void delete(long id) {
        saveSoon();
        subscriptions.remove(id);
    }

    @Override
    public void delivered(long id, long sequence) {
        saveSoon();
        subscriptions.computeIfPresent(id, (ignored, known) -> known.delivered(sequence));
    }

    @Override
    public void acknowledged(long id, long sequence) {
        saveSoon();
        subscriptions.computeIfPresent(id, (ignored, known) -> known.acknowledged(sequence));
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        save();
        owner.execute(() -> outcome.succeeded(Outcome.Done.DONE));
    }

    private void saveSoon() {
        if (!savesSoon) {
            savesSoon = true;
            owner.schedule(SAVE_NANOS, this::save);
        }
    }

    void close() {
        save();
        closed = true;
    }

    private void save() {
        if (closed) {
            return; // the disk is another store's by now
        }
        savesSoon = false;
        disk.subscriptions = new TreeMap<>(subscriptions);
        disk.highestId = highestId;
    }
}
