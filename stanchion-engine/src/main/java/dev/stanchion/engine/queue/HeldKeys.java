package dev.stanchion.engine.queue;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The keys of which a message was parked, so that later messages with the key are parked behind it.
 * A key is held until that message, its <em>head</em>, or the first one behind it, is redriven, or
 * until all of them are dropped.
 *
 * <p>A key is recorded by the sequence of its head, because keys are part of the messages. Limits
 * may remove the head from the channel; so there is a second message with the same key, the
 * <em>marker</em>, from which the key can be read again.
 */
@ShardOwned
final class HeldKeys {
    /** The bound of held keys; what would hold another one cannot be parked. */
    static final int MOST = 256;

    private final Map<Long, Hold> byKey = new HashMap<>();
    private final Map<Long, Long> keyOfHead = new HashMap<>();

    /** The messages on their way to where they are parked, with their keys. */
    private final NavigableMap<Long, Long> behind = new TreeMap<>();

    private static final class Hold {
        private final long head;
        private long marker;

        private Hold(long head, long marker) {
            this.head = head;
            this.marker = marker;
        }
    }

    int size() {
        return byKey.size();
    }

    boolean isHeld(long key) {
        return !byKey.isEmpty() && byKey.containsKey(key);
    }

    /** Returns the head of a key; the key is held. */
    long headOf(long key) {
        Hold hold = byKey.get(key);
        return hold == null ? 0 : hold.head;
    }

    /** Returns the key that a message holds; null if it holds none. */
    @Nullable Long keyOf(long head) {
        return keyOfHead.get(head);
    }

    /** Returns the lowest head; 0 if no key is held. */
    long firstHead() {
        return keyOfHead.keySet().stream().mapToLong(each -> each).min().orElse(0);
    }

    /**
     * Takes over held keys that another order of the same keys knows.
     *
     * @param heads the heads of keys that are held; without those of the keys that it knows
     *     afterwards
     */
    void takeOver(HeldKeys known, NavigableMap<Long, Long> heads) {
        known.byKey.forEach((key, hold) -> {
            if (heads.remove(hold.head) != null) {
                hold(key, hold.head, hold.marker);
            }
        });
    }

    /** A message is parked and holds its key, unless an earlier one does; false if so. */
    boolean hold(long key, long head, long marker) {
        if (byKey.containsKey(key)) {
            return false;
        }
        byKey.put(key, new Hold(head, marker));
        keyOfHead.put(head, key);
        return true;
    }

    /**
     * A message goes behind the head of its key.
     *
     * @param firstSequence the first one that the channel keeps
     * @return whether it is the marker from now on, which is to be recorded
     */
    boolean addBehind(long sequence, long key, long firstSequence) {
        behind.put(sequence, key);
        Hold hold = byKey.get(key);
        if (hold != null && hold.marker < firstSequence) {
            hold.marker = sequence;
            return true;
        }
        return false;
    }

    boolean isBehind(long sequence) {
        return behind.containsKey(sequence);
    }

    /** Returns the head behind which a message is; 0 if it is behind none any more. */
    long headBefore(long sequence) {
        Long key = behind.get(sequence);
        return key == null ? 0 : headOf(key);
    }

    boolean removeBehind(long sequence) {
        return behind.remove(sequence) != null;
    }

    int behindCount() {
        return behind.size();
    }

    long[] allBehind() {
        return behind.keySet().stream().mapToLong(each -> each).toArray();
    }

    /**
     * A key is not held any more.
     *
     * @return the messages that were on their way to be parked behind its head, in their order
     */
    List<Long> release(long head) {
        Long key = keyOfHead.remove(head);
        if (key == null) {
            return List.of();
        }
        byKey.remove(key);
        List<Long> freed = new ArrayList<>();
        behind.forEach((sequence, of) -> {
            if (of.equals(key)) {
                freed.add(sequence);
            }
        });
        freed.forEach(behind::remove);
        return freed;
    }

    /** Returns the heads with their markers. */
    NavigableMap<Long, Long> heads() {
        NavigableMap<Long, Long> heads = new TreeMap<>();
        byKey.values().forEach(hold -> heads.put(hold.head, hold.marker));
        return heads;
    }
}
