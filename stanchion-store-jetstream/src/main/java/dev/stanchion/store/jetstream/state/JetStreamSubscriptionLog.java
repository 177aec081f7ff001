package dev.stanchion.store.jetstream.state;

import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SequenceSet;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.store.jetstream.names.ClusterNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a channel. Positions gather for a short time before they are written; a new
 * or ended subscription is written at the end of the shard's batch. Owned by the channel's shard.
 */
public final class JetStreamSubscriptionLog implements SubscriptionLog {
    private final String channel;
    private final ClusterNames names;
    private final StateWriter writer;
    private final ShardExecutor owner;
    private final long delayNanos;
    private final Map<Long, Kept> subscriptions = new HashMap<>();
    private final List<Kept> touched = new ArrayList<>();
    private final Set<Long> removed = new HashSet<>();
    private long highestId;
    private boolean highestChanged;
    private boolean isUrgent;
    private @Nullable Timer timer;
    private LogState log = () -> ChannelRecord.NONE;

    /** Tells what the channel's record says of the log. */
    public interface LogState {
        /** Returns the record; the log ignores the highest subscription in it. */
        ChannelRecord record();
    }

    /**
     * A subscription with what it has not acknowledged. What each message changes is apart from the
     * record, so that a message makes no object. Confined to the shard.
     */
    private static final class Kept {
        private final long id;
        private SubscriptionRecord subscription;
        private SequenceSet pending = new SequenceSet();
        private long lastSent;
        private boolean isTouched;

        Kept(SubscriptionRecord subscription) {
            this.id = subscription.id();
            this.subscription = subscription;
            this.lastSent = subscription.lastSent();
        }

        byte[] toJson() {
            return Records.toJson(subscription.withLastSent(lastSent), pending);
        }
    }

    /**
     * @param recovered the subscriptions of an earlier run
     * @param highestId the highest ID that was ever used; 0 if there is none
     * @param delayNanos how long positions gather
     */
    public JetStreamSubscriptionLog(
            String channel,
            ClusterNames names,
            StateWriter writer,
            ShardExecutor owner,
            Iterable<RecoveredState.Subscription> recovered,
            long highestId,
            long delayNanos) {
        this.channel = channel;
        this.names = names;
        this.writer = writer;
        this.owner = owner;
        this.delayNanos = delayNanos;
        this.highestId = highestId;
        for (RecoveredState.Subscription each : recovered) {
            Kept kept = new Kept(each.subscription());
            each.pending().forEach(kept.pending::add);
            subscriptions.put(each.subscription().id(), kept);
            this.highestId = Math.max(this.highestId, each.subscription().id());
        }
    }

    /** Names the log whose state is written into the channel's record. */
    public void recordsOf(LogState itsLog) {
        log = itsLog;
    }

    @Override
    public long highestId() {
        return highestId;
    }

    @Override
    public void put(SubscriptionRecord subscription) {
        assert owner.isCurrent();
        long id = subscription.id();
        Kept known = subscriptions.get(id);
        if (known == null) {
            known = new Kept(subscription);
            subscriptions.put(id, known);
        } else {
            known.subscription = subscription;
            known.lastSent = Math.max(known.lastSent, subscription.lastSent());
        }
        if (id > highestId) {
            highestId = id;
            highestChanged = true;
        }
        removed.remove(id);
        markTouched(known);
        scheduleAtOnce();
    }

    @Override
    public void replace(SubscriptionRecord subscription, long[] pending) {
        assert owner.isCurrent();
        Kept known = subscriptions.get(subscription.id());
        if (known != null) {
            known.subscription = subscription;
            known.lastSent = subscription.lastSent();
            known.pending = new SequenceSet();
            for (long sequence : pending) {
                known.pending.add(sequence);
            }
            markTouched(known);
            scheduleAtOnce();
        }
    }

    @Override
    public void delete(long id) {
        assert owner.isCurrent();
        if (subscriptions.remove(id) != null) {
            removed.add(id);
            scheduleAtOnce();
        }
    }

    @Override
    public void delivered(long id, long sequence) {
        assert owner.isCurrent();
        Kept known = subscriptions.get(id);
        if (known == null) {
            return;
        }
        known.pending.add(sequence);
        known.lastSent = Math.max(known.lastSent, sequence);
        touch(known);
    }

    @Override
    public void acknowledged(long id, long sequence) {
        assert owner.isCurrent();
        Kept known = subscriptions.get(id);
        if (known != null && known.pending.remove(sequence)) {
            touch(known);
        }
    }

    private void markTouched(Kept kept) {
        if (!kept.isTouched) {
            kept.isTouched = true;
            touched.add(kept);
        }
    }

    private void touch(Kept kept) {
        markTouched(kept);
        if (timer == null && !isUrgent) {
            timer = owner.schedule(delayNanos, this::drain);
        }
    }

    private void scheduleAtOnce() {
        if (!isUrgent) {
            isUrgent = true;
            owner.atEndOfBatch(this::drain);
        }
    }

    /** Hands the changes to the writer. */
    public void drain() {
        drain(owner, NobodyWaits.INSTANCE);
    }

    private void drain(ShardExecutor caller, Outcome<Outcome.Done> outcome) {
        isUrgent = false;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        StateWriter.Changes changes = new StateWriter.Changes();
        if (highestChanged) {
            highestChanged = false;
            addChannel(changes);
        }
        for (Kept kept : touched) {
            kept.isTouched = false;
            if (subscriptions.get(kept.id) == kept) {
                changes.put(names.subscriptionKey(channel, kept.id), kept.toJson());
            }
        }
        touched.clear();
        removed.forEach(id -> changes.remove(names.subscriptionKey(channel, id)));
        removed.clear();
        if (!changes.isEmpty() || outcome != NobodyWaits.INSTANCE) {
            writer.write(changes, caller, outcome);
        }
    }

    /** Writes the channel's record with what is known of the log now. */
    public void recordChannel() {
        StateWriter.Changes changes = new StateWriter.Changes();
        addChannel(changes);
        writer.write(changes, owner, NobodyWaits.INSTANCE);
    }

    private void addChannel(StateWriter.Changes changes) {
        ChannelRecord record = log.record().withHighestSubscription(highestId);
        changes.put(names.channelKey(channel), record.toJson());
    }

    @Override
    public void flush(Outcome<Outcome.Done> outcome) {
        assert owner.isCurrent();
        drain(owner, outcome);
    }

    /** Returns the keys of all subscriptions. */
    public Set<Long> ids() {
        return Set.copyOf(subscriptions.keySet());
    }

    /** Returns the highest sequence behind which a subscription goes on; 0 if there is none. */
    public long highestSent() {
        return subscriptions.values().stream().mapToLong(each -> each.lastSent).max().orElse(0);
    }

    /** Tells whether the channel has a subscription. */
    public boolean isAny() {
        return !subscriptions.isEmpty();
    }

    /** Nobody waits for a change. The writer reports that it cannot write by itself. */
    public enum NobodyWaits implements Outcome<Outcome.Done> {
        INSTANCE;

        @Override
        public void succeeded(Done result) {}

        @Override
        public void failed(StoreException why) {}
    }
}
