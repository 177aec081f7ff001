package dev.stanchion.nats.routing;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table with byte arrays as keys: one writer at a time, any number of readers without a
 * lock.
 *
 * <p>Open addressing with linear probing. A slot is written once with its key; only its value
 * changes, and null means "removed". A removed slot keeps its place, so that a reader's probe never
 * ends early, until a new key takes it over or a rebuild leaves it out. If a reader probes past a
 * slot that a new key is taking over, it can miss only a key that was inserted while it read.
 *
 * <p>The caller's lock orders writers. Slots are published with release stores and read with
 * acquire loads.
 */
final class ByteTable<V> {
    private static final int MIN_SLOTS = 8;

    private static final class Slot<V> {
        private final byte[] key;
        private final int hash;
        private volatile @Nullable V value;

        Slot(byte[] key, int hash, V value) {
            this.key = key;
            this.hash = hash;
            this.value = value;
        }

        boolean holds(byte[] bytes, int from, int length, int otherHash) {
            return hash == otherHash
                    && Arrays.equals(key, 0, key.length, bytes, from, from + length);
        }
    }

    private volatile AtomicReferenceArray<@Nullable Slot<V>> slots =
            new AtomicReferenceArray<>(MIN_SLOTS);

    /**
     * The number of slots that are not null, and below, of those with a value. Guarded by the
     * writer.
     */
    private int occupied;

    private int live;

    /** Returns the value of a key. For any thread. */
    @Nullable V get(byte[] bytes, int from, int length, int hash) {
        Slot<V> slot = find(slots, bytes, from, length, hash);
        return slot == null ? null : slot.value;
    }

    boolean isEmpty() {
        return live == 0;
    }

    /** Sets the value of a key; the key is not copied. Writers only. */
    void put(byte[] key, int hash, V value) {
        Slot<V> slot = find(slots, key, 0, key.length, hash);
        if (slot == null) {
            insert(new Slot<>(key, hash, value));
        } else {
            if (slot.value == null) {
                live++;
            }
            slot.value = value;
        }
    }

    /** Removes a key if it is there. Writers only. */
    void remove(byte[] key, int hash) {
        Slot<V> slot = find(slots, key, 0, key.length, hash);
        if (slot != null && slot.value != null) {
            slot.value = null;
            live--;
        }
    }

    /** Visits every value. Writers only; the visitor changes nothing here. */
    void forEach(Consumer<? super V> visitor) {
        AtomicReferenceArray<@Nullable Slot<V>> table = slots;
        for (int i = 0; i < table.length(); i++) {
            Slot<V> slot = table.getPlain(i);
            V value = slot == null ? null : slot.value;
            if (value != null) {
                visitor.accept(value);
            }
        }
    }

    private static <V> @Nullable Slot<V> find(
            AtomicReferenceArray<@Nullable Slot<V>> table,
            byte[] bytes,
            int from,
            int length,
            int hash) {
        int mask = table.length() - 1;
        int at = hash & mask;
        // At least half of the slots are null, so every probe ends.
        while (true) {
            Slot<V> slot = table.getAcquire(at);
            if (slot == null || slot.holds(bytes, from, length, hash)) {
                return slot;
            }
            at = at + 1 & mask;
        }
    }

    /** Adds a key that the table does not hold. */
    private void insert(Slot<V> slot) {
        AtomicReferenceArray<@Nullable Slot<V>> table = slots;
        if (2 * (occupied + 1) > table.length()) {
            table = rebuild(table);
        }
        int at = freeSlot(table, slot.hash);
        if (table.getPlain(at) == null) {
            occupied++;
        }
        live++;
        table.setRelease(at, slot);
        slots = table;
    }

    private static <V> int freeSlot(AtomicReferenceArray<@Nullable Slot<V>> table, int hash) {
        int mask = table.length() - 1;
        int at = hash & mask;
        while (true) {
            Slot<V> taken = table.getPlain(at);
            if (taken == null || taken.value == null) {
                return at;
            }
            at = at + 1 & mask;
        }
    }

    /**
     * Returns a table of only the live slots, at most a quarter full, which the caller publishes.
     */
    private AtomicReferenceArray<@Nullable Slot<V>> rebuild(
            AtomicReferenceArray<@Nullable Slot<V>> table) {
        int size = Math.max(MIN_SLOTS, Integer.highestOneBit(live + 1) * 4);
        var rebuilt = new AtomicReferenceArray<@Nullable Slot<V>>(size);
        for (int i = 0; i < table.length(); i++) {
            Slot<V> slot = table.getPlain(i);
            if (slot != null && slot.value != null) {
                rebuilt.setPlain(freeSlot(rebuilt, slot.hash), slot);
            }
        }
        occupied = live;
        return rebuilt;
    }
}
