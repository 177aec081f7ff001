package dev.stanchion.store.sql.write;

import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a channel's subscriptions, by their number in the database. A later change
 * replaces an earlier one, so this object never grows beyond the size of the subscriptions, even in
 * a long outage. Confined to its holder: first a shard, then the writer.
 */
public final class SubscriptionChanges {
    private final Map<Long, Stored> stored = new LinkedHashMap<>();
    private final Map<Long, Long> lastSent = new LinkedHashMap<>();
    private final Map<Long, Map<Long, @Nullable Row>> rows = new LinkedHashMap<>();
    private final Set<Long> cleared = new HashSet<>();
    private final Set<Long> gone = new LinkedHashSet<>();
    private final Map<Long, Long> buried = new LinkedHashMap<>();
    private boolean tombstonesPurged;

    /**
     * The row of a subscription.
     *
     * @param localId the subscription's number in the channel
     * @param proto the encoded record, exactly one array on the heap
     */
    public record Stored(long localId, ByteBuf proto, long lastSent) {}

    /**
     * A row of pending sequences.
     *
     * @param pending the text of the list
     */
    public record Row(long lastSent, ByteBuf pending) {}

    public boolean isEmpty() {
        return stored.isEmpty()
                && lastSent.isEmpty()
                && rows.isEmpty()
                && cleared.isEmpty()
                && gone.isEmpty()
                && buried.isEmpty()
                && !tombstonesPurged;
    }

    public void store(long id, Stored row) {
        stored.put(id, row);
        lastSent.remove(id);
    }

    public void sentUpTo(long id, long sequence) {
        lastSent.put(id, sequence);
    }

    /** Writes a new row or replaces an existing one. */
    public void writeRow(long id, long row, Row content) {
        rowsOf(id).put(row, content);
    }

    public void deleteRow(long id, long row) {
        rowsOf(id).put(row, null);
    }

    private Map<Long, @Nullable Row> rowsOf(long id) {
        return rows.computeIfAbsent(id, each -> new LinkedHashMap<>());
    }

    /** Deletes all existing rows. Rows that are written later are new. */
    public void clearRows(long id) {
        rows.remove(id);
        cleared.add(id);
    }

    /** Deletes a subscription. */
    public void delete(long id) {
        forget(id);
        gone.add(id);
    }

    /**
     * Deletes a subscription and remembers its number in the channel, because it is the highest
     * one.
     */
    public void bury(long id, long localId) {
        forget(id);
        buried.put(id, localId);
    }

    private void forget(long id) {
        stored.remove(id);
        lastSent.remove(id);
        clearRows(id);
    }

    /** Deletes the remembered numbers, because a higher number exists now. */
    public void purgeTombstones() {
        gone.addAll(buried.keySet());
        buried.clear();
        tombstonesPurged = true;
    }

    /** Adds later changes. */
    void merge(SubscriptionChanges later) {
        if (later.tombstonesPurged) {
            purgeTombstones();
        }
        later.cleared.forEach(this::clearRows);
        later.gone.forEach(this::delete);
        later.buried.forEach(this::bury);
        later.stored.forEach(this::store);
        lastSent.putAll(later.lastSent);
        later.rows.forEach((id, each) -> rowsOf(id).putAll(each));
    }

    Map<Long, Stored> stored() {
        return stored;
    }

    Map<Long, Long> lastSent() {
        return lastSent;
    }

    Map<Long, Map<Long, @Nullable Row>> rows() {
        return rows;
    }

    Set<Long> cleared() {
        return cleared;
    }

    Set<Long> gone() {
        return gone;
    }

    /** Returns the remembered numbers in the channel, by the numbers in the database. */
    Map<Long, Long> buried() {
        return buried;
    }

    boolean tombstonesPurged() {
        return tombstonesPurged;
    }
}
