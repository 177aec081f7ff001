package dev.stanchion.store.sql.subscription;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.protocol.SubState;
import dev.stanchion.store.sql.write.SubscriptionChanges;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A subscription with what it has not acknowledged, and how far the database knows of that. Owned
 * by the channel's shard.
 *
 * <p>Pending sequences share rows of up to {@value PendingRow#MAX_SEQUENCES}, in the order in which
 * they were delivered. Acknowledging one rewrites its row without it, or deletes the row; so a row
 * never speaks of another, and can be read in any order. The Go server records acknowledgements in
 * later rows instead and reads rows in no particular order ({@code spec/stores.md} 4.5); what it
 * left is therefore written anew before anything else is.
 */
public final class StoredSubscription {
    private final long id;
    private final Map<Long, PendingRow> pending = new TreeMap<>();
    private final Set<PendingRow> touched = new LinkedHashSet<>();
    private SubscriptionRecord subscription;
    private @Nullable PendingRow open;
    private long nextRow;
    private long lastSent;
    private boolean isNew;
    private boolean sentChanged;
    private boolean mustRewrite;

    /**
     * @param id its number in the database
     */
    public StoredSubscription(long id, SubscriptionRecord subscription) {
        this(id, subscription, subscription.lastSent(), 1);
    }

    private StoredSubscription(
            long id, SubscriptionRecord subscription, long lastSent, long nextRow) {
        this.id = id;
        this.subscription = subscription;
        this.lastSent = lastSent;
        this.nextRow = nextRow;
    }

    /**
     * Takes what an earlier run left.
     *
     * @param highestRow of all its rows
     * @param sequences pending, by the row that has them
     * @param canonical whether rows are as this class writes them
     */
    public static StoredSubscription recovered(
            long id,
            SubscriptionRecord subscription,
            long highestRow,
            Map<Long, List<Long>> sequences,
            boolean canonical) {
        StoredSubscription recovered =
                new StoredSubscription(id, subscription, subscription.lastSent(), highestRow + 1);
        recovered.mustRewrite = !canonical;
        sequences.forEach((number, inRow) -> {
            PendingRow row = new PendingRow(number);
            if (canonical) {
                row.written();
            }
            for (long sequence : inRow) {
                row.sequences().add(sequence);
                recovered.pending.put(sequence, row);
            }
        });
        return recovered;
    }

    long id() {
        return id;
    }

    /** Returns its number in the channel. */
    long localId() {
        return subscription.id();
    }

    /** Returns the highest sequence that it has to do with. */
    public long highestSequence() {
        long highest = lastSent;
        for (long sequence : pending.keySet()) {
            highest = Math.max(highest, sequence);
        }
        return highest;
    }

    /** Returns it as the engine knows it. */
    public RecoveredState.Subscription toRecovered() {
        return new RecoveredState.Subscription(
                subscription.withLastSent(lastSent), List.copyOf(pending.keySet()));
    }

    void put(SubscriptionRecord replacement) {
        subscription = replacement;
        lastSent = Math.max(lastSent, replacement.lastSent());
        isNew = true;
    }

    void delivered(long sequence) {
        if (sequence > lastSent) {
            lastSent = sequence;
            sentChanged = true;
        }
        if (pending.containsKey(sequence)) {
            return;
        }
        PendingRow row = open;
        if (row == null || row.isFull()) {
            row = new PendingRow(nextRow++);
            open = row;
        }
        row.sequences().add(sequence);
        pending.put(sequence, row);
        touched.add(row);
    }

    /** Tells whether that changed anything. */
    boolean acknowledged(long sequence) {
        PendingRow row = pending.remove(sequence);
        if (row == null) {
            return false;
        }
        row.sequences().remove(sequence);
        touched.add(row);
        return true;
    }

    /** Says what has changed since the last time. */
    void drainTo(SubscriptionChanges changes) {
        if (isNew) {
            changes.store(
                    id, new SubscriptionChanges.Stored(subscription.id(), encoded(), lastSent));
        } else if (sentChanged) {
            changes.sentUpTo(id, lastSent);
        }
        isNew = false;
        sentChanged = false;
        if (mustRewrite && !touched.isEmpty()) {
            rewriteTo(changes);
        } else {
            touched.forEach(row -> drainTo(row, changes));
        }
        touched.clear();
        open = null; // the next deliveries begin a new row, so that this one is not written twice
    }

    private void drainTo(PendingRow row, SubscriptionChanges changes) {
        if (!row.sequences().isEmpty()) {
            ByteBuf list = Unpooled.wrappedBuffer(SequenceList.encode(row.sequences()));
            changes.writeRow(id, row.number(), new SubscriptionChanges.Row(lastSent, list));
            row.written();
        } else if (row.isWritten()) {
            changes.deleteRow(id, row.number());
        }
    }

    private void rewriteTo(SubscriptionChanges changes) {
        mustRewrite = false;
        changes.clearRows(id);
        changes.sentUpTo(id, lastSent);
        Map<PendingRow, Boolean> all = new LinkedHashMap<>();
        pending.values().forEach(row -> all.put(row, true));
        all.keySet().forEach(row -> drainTo(row, changes));
    }

    private ByteBuf encoded() {
        ByteBuf target = Unpooled.buffer();
        new SubState(
                        id,
                        subscription.clientId(),
                        subscription.queueGroup(),
                        subscription.inbox(),
                        subscription.ackInbox(),
                        subscription.maxInFlight(),
                        subscription.ackWaitSeconds(),
                        subscription.durableName(),
                        lastSent,
                        subscription.durable(),
                        subscription.closed(),
                        subscription.user())
                .encodeTo(target);
        return Unpooled.wrappedBuffer(ByteBufUtil.getBytes(target));
    }

    public static SubscriptionRecord recordOf(SubState state, long localId, long lastSent) {
        return new SubscriptionRecord(
                localId,
                state.clientId(),
                state.queueGroup(),
                state.inbox(),
                state.ackInbox(),
                state.maxInFlight(),
                state.ackWaitSeconds(),
                state.durableName(),
                lastSent,
                state.durable(),
                state.closed(),
                state.user());
    }
}
