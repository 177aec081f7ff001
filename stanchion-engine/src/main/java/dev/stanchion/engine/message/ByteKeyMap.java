package dev.stanchion.engine.message;

import dev.stanchion.engine.shard.KeyHash;
import dev.stanchion.engine.shard.ShardOwned;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A map from byte strings, looked up by bytes inside a message: no allocation per lookup.
 *
 * <p>Open addressing with linear probing. Removal shifts back the following entries, so there are
 * no tombstones. At most half full.
 *
 * @param <V> the values
 */
@ShardOwned
public final class ByteKeyMap<V> {
    private static final int INITIAL_CAPACITY = 16;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final boolean randomKeys;
    private @Nullable Entry<V>[] entries = newTable(INITIAL_CAPACITY);
    private int size;

    /** The last found entry, because a read brings many messages with the same key. */
    private @Nullable Entry<V> latest;

    public ByteKeyMap() {
        this(false);
    }

    private ByteKeyMap(boolean randomKeys) {
        this.randomKeys = randomKeys;
    }

    /**
     * Returns an empty map for keys that clients cannot choose. It hashes only their last bytes.
     */
    public static <V> ByteKeyMap<V> ofRandomKeys() {
        return new ByteKeyMap<>(true);
    }

    private static final class Entry<V> {
        private final byte[] key;
        private final int hash;
        private final V value;

        Entry(byte[] key, int hash, V value) {
            this.key = key;
            this.hash = hash;
            this.value = value;
        }
    }

    public int size() {
        return size;
    }

    public @Nullable V get(ByteBuf buffer, int index, int length) {
        Entry<V> again = latest;
        return again != null && matches(again.key, buffer, index, length)
                ? again.value
                : find(buffer, index, length);
    }

    private @Nullable V find(ByteBuf buffer, int index, int length) {
        int hash =
                randomKeys ? lastBytes(buffer, index, length) : KeyHash.of(buffer, index, length);
        for (int i = hash & mask(); ; i = (i + 1) & mask()) {
            Entry<V> entry = entries[i];
            if (entry == null) {
                return null;
            }
            if (entry.hash == hash && matches(entry.key, buffer, index, length)) {
                latest = entry;
                return entry.value;
            }
        }
    }

    public @Nullable V get(byte[] key) {
        Entry<V> entry = entries[slotOf(key, hashOf(key))];
        return entry == null ? null : entry.value;
    }

    /** Maps the key, which must not change afterwards, to the value. */
    public void put(byte[] key, V value) {
        int hash = hashOf(key);
        int slot = slotOf(key, hash);
        latest = null;
        if (entries[slot] == null) {
            size++;
        }
        entries[slot] = new Entry<>(key, hash, value);
        if (size * 2 > entries.length) {
            grow();
        }
    }

    /** Forgets the key; an unknown one is a success. */
    public void remove(byte[] key) {
        int hole = slotOf(key, hashOf(key));
        if (entries[hole] == null) {
            return;
        }
        size--;
        latest = null;
        for (int i = (hole + 1) & mask(); ; i = (i + 1) & mask()) {
            Entry<V> entry = entries[i];
            if (entry == null) {
                break;
            }
            int home = entry.hash & mask();
            if (((i - home) & mask()) >= ((i - hole) & mask())) {
                entries[hole] = entry;
                hole = i;
            }
        }
        entries[hole] = null;
    }

    /** Returns a copy of the values, in no particular order. */
    public List<V> values() {
        List<V> values = new ArrayList<>(size);
        for (Entry<V> entry : entries) {
            if (entry != null) {
                values.add(entry.value);
            }
        }
        return values;
    }

    private int hashOf(byte[] key) {
        return randomKeys ? lastBytes(Unpooled.wrappedBuffer(key), 0, key.length) : KeyHash.of(key);
    }

    private static int lastBytes(ByteBuf buffer, int index, int length) {
        return length < Long.BYTES
                ? 0
                : KeyHash.spread(Long.hashCode(buffer.getLong(index + length - Long.BYTES)));
    }

    /** Returns whether the bytes in the buffer are those of the key. No allocation. */
    public static boolean matches(byte[] key, ByteBuf buffer, int index, int length) {
        if (key.length != length) {
            return false;
        }
        if (length < Long.BYTES) {
            return matchesByteByByte(key, buffer, index);
        }
        // from the end, where names differ most; the last word may overlap the one before
        for (int i = length - Long.BYTES; i > 0; i -= Long.BYTES) {
            if ((long) LONGS.get(key, i) != buffer.getLong(index + i)) {
                return false;
            }
        }
        return (long) LONGS.get(key, 0) == buffer.getLong(index);
    }

    private static boolean matchesByteByByte(byte[] key, ByteBuf buffer, int index) {
        for (int i = 0; i < key.length; i++) {
            if (key[i] != buffer.getByte(index + i)) {
                return false;
            }
        }
        return true;
    }

    private int slotOf(byte[] key, int hash) {
        int i = hash & mask();
        for (Entry<V> entry = entries[i]; entry != null; entry = entries[i]) {
            if (entry.hash == hash && Arrays.equals(entry.key, key)) {
                return i;
            }
            i = (i + 1) & mask();
        }
        return i;
    }

    private void grow() {
        @Nullable Entry<V>[] old = entries;
        entries = newTable(old.length * 2);
        for (Entry<V> entry : old) {
            if (entry != null) {
                entries[slotOf(entry.key, entry.hash)] = entry;
            }
        }
    }

    private int mask() {
        return entries.length - 1;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic records cannot be created
    private static <V> @Nullable Entry<V>[] newTable(int capacity) {
        return (@Nullable Entry<V>[]) new Entry[capacity];
    }
}
