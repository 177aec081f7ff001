package dev.stanchion.store.sql.subscription;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.sql.write.Barrier;
import dev.stanchion.store.sql.write.ChannelWork;
import dev.stanchion.store.sql.write.Gathering;
import dev.stanchion.store.sql.write.SubscriptionChanges;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a channel. The log gathers changes for a short time before it hands them to
 * the writer. A message that is delivered and acknowledged within that time needs no write. Owned
 * by the channel's shard.
 *
 * <p>The engine numbers the subscriptions of each channel separately. The tables number the
 * subscriptions of all channels together ({@code spec/stores.md} 4.6). So each subscription has two
 * numbers, which are equal if possible.
 */
public final class SqlSubscriptionLog implements SubscriptionLog {
    private final ChannelWork work;
    private final Gathering gathering;
    private final ShardExecutor owner;
    private final long delayNanos;
    private final LongUnaryOperator newIds;
    private final Map<Long, StoredSubscription> subscriptions = new HashMap<>();
    private final Set<StoredSubscription> touched = new HashSet<>();
    private SubscriptionChanges changes = new SubscriptionChanges();
    private long highestId;
    private @Nullable Timer timer;
    private boolean scheduled;

    /**
     * @param recovered the subscriptions of an earlier run
     * @param highestId the highest number that was ever used; 0 if there is none
     * @param delayNanos how long the log gathers changes; 0 until the end of the shard's batch
     * @param newIds returns a number that no subscription in the database ever had; it returns its
     *     argument if possible
     */
    public SqlSubscriptionLog(
            ChannelWork work,
            Gathering gathering,
            ShardExecutor owner,
            Iterable<StoredSubscription> recovered,
            long highestId,
            long delayNanos,
            LongUnaryOperator newIds) {
        this.work = work;
        this.gathering = gathering;
        this.owner = owner;
        this.highestId = highestId;
        this.delayNanos = delayNanos;
        this.newIds = newIds;
        recovered.forEach(each -> subscriptions.put(each.localId(), each));
    }

    @Override
    public long highestId() {
        return highestId;
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        assert owner.isCurrent();
        StoredSubscription known = subscriptions.get(subscription.id());
        if (known == null) {
            known = new StoredSubscription(newIds.applyAsLong(subscription.id()), subscription);
            subscriptions.put(subscription.id(), known);
            if (subscription.id() > highestId) {
                highestId = subscription.id();
                changes.purgeTombstones();
            }
        }
        known.put(subscription);
        touch(known);
    }

    @Override
    public void replace(SubscriptionRecord subscription, long[] pending) {
        assert owner.isCurrent();
        StoredSubscription known = subscriptions.get(subscription.id());
        if (known != null) {
            known.replace(subscription, pending);
            touch(known);
        }
    }

    @Override
    public void delete(long id) {
        assert owner.isCurrent();
        StoredSubscription known = subscriptions.remove(id);
        if (known != null) {
            touched.remove(known);
            if (id == highestId) {
                changes.bury(known.id(), id);
            } else {
                changes.delete(known.id());
            }
            schedule();
        }
    }

    @Override
    public void delivered(long id, long sequence) {
        assert owner.isCurrent();
        StoredSubscription known = subscriptions.get(id);
        if (known != null) {
            known.delivered(sequence);
            touch(known);
        }
    }

    @Override
    public void acknowledged(long id, long sequence) {
        assert owner.isCurrent();
        StoredSubscription known = subscriptions.get(id);
        if (known != null && known.acknowledged(sequence)) {
            touch(known);
        }
    }

    private void touch(StoredSubscription subscription) {
        touched.add(subscription);
        schedule();
    }

    private void schedule() {
        if (scheduled) {
            return;
        }
        scheduled = true;
        if (delayNanos == 0) {
            owner.atEndOfBatch(this::drain);
        } else {
            timer = owner.schedule(delayNanos, this::drain);
        }
    }

    /**
     * Hands the changes to the writer. Only the owner may call it, or any thread once the owner has
     * stopped.
     */
    public void drain() {
        scheduled = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        touched.forEach(subscription -> subscription.drainTo(changes));
        touched.clear();
        if (!changes.isEmpty()) {
            SubscriptionChanges handed = changes;
            changes = new SubscriptionChanges();
            gathering.add(work, handed);
        }
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        drain();
        gathering.add(new Barrier(owner, outcome));
    }
}
