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
 * A subscription, its pending sequences, and which of them the database has. Owned by the channel's
 * shard.
 *
 * <p>Pending sequences share rows of up to {@value PendingRow#MAX_SEQUENCES}, in the order of
 * delivery. An acknowledgement rewrites its row without the sequence, or deletes the row. So no row
 * refers to another row, and rows can be read in any order. The Go server records acknowledgements
 * in later rows instead, and reads rows in no particular order ({@code spec/stores.md} 4.5).
 * Therefore the store rewrites the rows of the Go server before it writes any other change.
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
    private boolean isReplaced;

    /**
     * @param id the subscription's number in the database
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
     * Restores a subscription of an earlier run.
     *
     * @param highestRow the highest number of the subscription's rows
     * @param sequences the pending sequences, by row
     * @param canonical whether the rows have the form that this class writes
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

    /** Returns the subscription's number in the channel. */
    long localId() {
        return subscription.id();
    }

    /** Returns the highest sequence of the subscription, sent or pending. */
    public long highestSequence() {
        long highest = lastSent;
        for (long sequence : pending.keySet()) {
            highest = Math.max(highest, sequence);
        }
        return highest;
    }

    /** Returns the subscription in the form of the engine. */
    public RecoveredState.Subscription toRecovered() {
        return new RecoveredState.Subscription(
                subscription.withLastSent(lastSent), List.copyOf(pending.keySet()));
    }

    void put(SubscriptionRecord replacement) {
        subscription = replacement;
        lastSent = Math.max(lastSent, replacement.lastSent());
        isNew = true;
    }

    /** Replaces the record and all rows. The last sequence that was sent may be lower. */
    void replace(SubscriptionRecord replacement, long[] sequences) {
        subscription = replacement;
        lastSent = replacement.lastSent();
        isNew = true;
        pending.clear();
        touched.clear();
        open = null;
        isReplaced = true;
        for (long sequence : sequences) {
            delivered(sequence);
        }
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

    /** Records an acknowledgement. Returns whether the subscription changed. */
    boolean acknowledged(long sequence) {
        PendingRow row = pending.remove(sequence);
        if (row == null) {
            return false;
        }
        row.sequences().remove(sequence);
        touched.add(row);
        return true;
    }

    /** Adds the changes since the last call to {@code changes}. */
    void drainTo(SubscriptionChanges changes) {
        if (isNew) {
            changes.store(
                    id, new SubscriptionChanges.Stored(subscription.id(), encoded(), lastSent));
        } else if (sentChanged) {
            changes.sentUpTo(id, lastSent);
        }
        isNew = false;
        sentChanged = false;
        if (isReplaced || (mustRewrite && !touched.isEmpty())) {
            rewriteTo(changes);
        } else {
            touched.forEach(row -> drainTo(row, changes));
        }
        touched.clear();
        open = null; // the next deliveries begin a new row, so this row is not written twice
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
        isReplaced = false;
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
                        subscription.user(),
                        subscription.perhapsSentUpTo(),
                        subscription.pause(),
                        subscription.attempts())
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
                state.user(),
                state.perhapsSentUpTo(),
                state.pause(),
                state.attempts());
    }
}
