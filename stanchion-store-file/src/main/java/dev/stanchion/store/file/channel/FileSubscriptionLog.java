package dev.stanchion.store.file.channel;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SequenceSet;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.store.file.catalog.Catalog;
import dev.stanchion.store.file.catalog.KnownChannel;
import dev.stanchion.store.file.delivery.Progress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One channel's subscriptions and their pending messages. A delivery or acknowledgement changes a
 * set in memory, and is noted in the shard's delivery log. After at most a tenth of a second, each
 * changed subscription is recorded in the catalog as a whole, in its current state. So a message
 * that was sent and acknowledged in between costs no write to the disk. Owned by the channel's
 * shard.
 */
final class FileSubscriptionLog implements SubscriptionLog, ShardPart.Lazy {
    private final long channel;
    private final ShardPart part;
    private final Catalog catalog;
    private final Map<Long, Held> subscriptions = new HashMap<>();
    private final Set<Held> changed = new LinkedHashSet<>();
    private long highestId;
    private boolean isWaiting;
    private boolean isReleased;

    private static final class Held {
        private final Progress progress;
        private SequenceSet pending = new SequenceSet();
        private SubscriptionRecord record;
        private long lastSent;

        private Held(long channel, SubscriptionRecord record) {
            this.progress = new Progress(channel, record.id());
            this.record = record;
            this.lastSent = record.lastSent();
        }

        private SubscriptionRecord current() {
            return record.lastSent() == lastSent ? record : record.withLastSent(lastSent);
        }
    }

    FileSubscriptionLog(KnownChannel channel, ShardPart part, Catalog catalog) {
        this.channel = channel.number();
        this.part = part;
        this.catalog = catalog;
        this.highestId = channel.highestSubscriptionId();
        for (RecoveredState.Subscription each : channel.subscriptions()) {
            Held held = new Held(this.channel, each.subscription());
            each.pending().forEach(held.pending::add);
            subscriptions.put(each.subscription().id(), held);
        }
    }

    @Override
    public long highestId() {
        return highestId;
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        assert part.owner().isCurrent();
        highestId = Math.max(highestId, subscription.id());
        Held held = subscriptions.get(subscription.id());
        if (held == null) {
            held = new Held(channel, subscription);
            subscriptions.put(subscription.id(), held);
        } else {
            held.record = subscription;
            held.lastSent = Math.max(held.lastSent, subscription.lastSent());
        }
        part.deliveries().put(held.progress, held.current());
        hasChanged(held);
    }

    /** The catalog's record replaces all frames of before, so that no frame is needed. */
    @Override
    public void replace(SubscriptionRecord subscription, long[] pending) {
        assert part.owner().isCurrent();
        Held held = subscriptions.get(subscription.id());
        if (held != null) {
            held.record = subscription;
            held.lastSent = subscription.lastSent();
            held.pending = new SequenceSet();
            for (long sequence : pending) {
                held.pending.add(sequence);
            }
            changed.add(held);
            writeDown();
        }
    }

    @Override
    public void delete(long id) {
        assert part.owner().isCurrent();
        Held held = subscriptions.remove(id);
        if (held != null && !isReleased) {
            changed.remove(held);
            part.deliveries().gone(held.progress);
            part.deliveries()
                    .write(); // otherwise an earlier frame brings back what the catalog forgets
            writeDown(); // other members have its unacknowledged messages now, and must be recorded
            // first
            catalog.subscriptionGone(channel, id);
        }
    }

    @Override
    public void delivered(long id, long sequence) {
        assert part.owner().isCurrent();
        Held held = subscriptions.get(id);
        if (held != null) {
            held.pending.add(sequence);
            held.lastSent = Math.max(held.lastSent, sequence);
            part.deliveries().delivered(held.progress, sequence);
            hasChanged(held);
        }
    }

    @Override
    public void acknowledged(long id, long sequence) {
        assert part.owner().isCurrent();
        Held held = subscriptions.get(id);
        if (held != null && held.pending.remove(sequence)) {
            part.deliveries().acknowledged(held.progress, sequence);
            hasChanged(held);
        }
    }

    private void hasChanged(Held held) {
        changed.add(held);
        if (!isWaiting) {
            isWaiting = true;
            part.lazily(this);
        }
    }

    @Override
    public void writeDown() {
        isWaiting = false;
        if (!isReleased && !changed.isEmpty()) {
            if (part.owner().isCurrent()) { // once it has ended, nothing follows that could be read
                part.deliveries().write();
            }
            long frame = part.deliveries().lastFrame();
            for (Held held : changed) {
                catalog.subscription(channel, held.current(), held.pending.sorted(), frame);
            }
        }
        changed.clear();
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        assert part.owner().isCurrent();
        writeDown();
        catalog.flush(part.owner(), outcome);
    }

    /** The channel is deleted; nothing of it is recorded any more. */
    void release() {
        isReleased = true;
        subscriptions.clear();
        changed.clear();
    }
}
