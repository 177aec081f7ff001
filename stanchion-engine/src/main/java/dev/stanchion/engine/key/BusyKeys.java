package dev.stanchion.engine.key;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/**
 * The keys that have an unacknowledged message, and behind each the messages that wait for it, in
 * the order in which they came. A key is in the table exactly as long as it has a message in
 * flight. Keys are hashes, not 0.
 *
 * <p>Usually a key has one message in flight. It has more if they were in flight before the keys
 * counted.
 *
 * <pre>
 *   flight:   sequence → key         open addressing; sequence 0 is an empty place
 *   busy:     key → count, first, last   open addressing; count 0 is an empty place
 *   waiting:  sequence, next         a slab; the free places are a list, too
 * </pre>
 */
@ShardOwned
public final class BusyKeys {
    /** No message has this sequence. */
    public static final long NONE = 0;

    private static final int NOBODY = -1;
    private static final int INITIAL = 32;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] flightSequence = new long[INITIAL];
    private long[] flightKey = new long[INITIAL];
    private int inFlight;

    private long[] busyKey = new long[INITIAL];
    private int[] busyCount = new int[INITIAL];
    private int[] firstWaiting = new int[INITIAL];
    private int[] lastWaiting = new int[INITIAL];
    private int busy;

    private long[] waitingSequence = new long[INITIAL];
    private int[] nextWaiting = new int[INITIAL];
    private int free = NOBODY;
    private int unused;
    private int waiting;

    /** Returns whether a message with this key is in flight. */
    public boolean isBusy(long key) {
        return busyCount[busyPlace(key)] > 0;
    }

    /** Returns how many messages wait. */
    public int waiting() {
        return waiting;
    }

    /** Returns how many keys are busy. */
    public int size() {
        return busy;
    }

    /** A message with this key is sent. */
    public void begin(long sequence, long key) {
        putInFlight(sequence, key);
        int place = busyPlace(key);
        if (busyCount[place] == 0) {
            if (2 * (busy + 1) > busyKey.length) {
                growBusy();
                place = busyPlace(key);
            }
            busy++;
            busyKey[place] = key;
            firstWaiting[place] = NOBODY;
            lastWaiting[place] = NOBODY;
        }
        busyCount[place]++;
    }

    /** A message waits behind those of its key, which is busy. */
    public void await(long sequence, long key) {
        int place = busyPlace(key);
        int slot = newSlot();
        waitingSequence[slot] = sequence;
        nextWaiting[slot] = NOBODY;
        if (firstWaiting[place] == NOBODY) {
            firstWaiting[place] = slot;
        } else {
            nextWaiting[lastWaiting[place]] = slot;
        }
        lastWaiting[place] = slot;
        waiting++;
    }

    /** Returns the key of a message in flight; 0 if it has none, or is not in flight. */
    public long keyOf(long sequence) {
        int flight = flightPlace(sequence);
        return flightSequence[flight] == NONE ? 0 : flightKey[flight];
    }

    /** Forgets the messages that wait behind those of a busy key, and returns them in order. */
    public long[] takeWaiting(long key) {
        int place = busyPlace(key);
        int count = waitingBehind(key);
        long[] taken = new long[count];
        int slot = firstWaiting[place];
        for (int i = 0; i < count; i++) {
            taken[i] = waitingSequence[slot];
            int next = nextWaiting[slot];
            giveBack(slot);
            slot = next;
        }
        firstWaiting[place] = NOBODY;
        lastWaiting[place] = NOBODY;
        waiting -= count;
        return taken;
    }

    /**
     * A message is not in flight any more. If that frees its key for a message that waits, that
     * message is in flight from now on.
     *
     * @return the sequence of the message that is to be sent now; {@link #NONE} if there is none
     */
    public long end(long sequence) {
        int flight = flightPlace(sequence);
        if (flightSequence[flight] == NONE) {
            return NONE;
        }
        long key = flightKey[flight];
        removeInFlight(flight);
        int place = busyPlace(key);
        if (--busyCount[place] > 0) {
            return NONE;
        }
        int slot = firstWaiting[place];
        if (slot == NOBODY) {
            removeBusy(place);
            return NONE;
        }
        long freed = waitingSequence[slot];
        firstWaiting[place] = nextWaiting[slot];
        giveBack(slot);
        waiting--;
        busyCount[place] = 1;
        putInFlight(freed, key);
        return freed;
    }

    /**
     * The most messages that wait behind one.
     *
     * @param behind the message in flight; {@link #NONE} if nothing waits
     */
    public record Longest(long behind, int waiting) {}

    /** Returns where most messages wait. Visits all. */
    public Longest longest() {
        long behind = NONE;
        int most = 0;
        for (int i = 0; i < flightSequence.length; i++) {
            if (flightSequence[i] != NONE) {
                int count = waitingBehind(flightKey[i]);
                boolean isLonger = count > most || (count == most && flightSequence[i] < behind);
                behind = isLonger ? flightSequence[i] : behind;
                most = Math.max(most, count);
            }
        }
        return new Longest(behind, most);
    }

    /**
     * Returns the busy keys behind which most messages wait, the longest first. Visits all.
     *
     * @param most how many keys
     */
    public List<Longest> longest(int most) {
        Map<Long, Longest> byKey = new HashMap<>();
        for (int i = 0; i < flightSequence.length; i++) {
            if (flightSequence[i] != NONE) {
                byKey.merge(
                        flightKey[i],
                        new Longest(flightSequence[i], waitingBehind(flightKey[i])),
                        (one, other) -> one.behind() < other.behind() ? one : other);
            }
        }
        return byKey.values().stream()
                .sorted(
                        Comparator.comparingInt(Longest::waiting)
                                .reversed()
                                .thenComparingLong(Longest::behind))
                .limit(most)
                .toList();
    }

    private int waitingBehind(long key) {
        int count = 0;
        for (int slot = firstWaiting[busyPlace(key)]; slot != NOBODY; slot = nextWaiting[slot]) {
            count++;
        }
        return count;
    }

    /** Returns all messages that wait, in ascending order. */
    public long[] allWaiting() {
        long[] all = new long[waiting];
        int count = 0;
        for (int place = 0; place < busyKey.length; place++) {
            if (busyCount[place] > 0) {
                for (int slot = firstWaiting[place]; slot != NOBODY; slot = nextWaiting[slot]) {
                    all[count++] = waitingSequence[slot];
                }
            }
        }
        Arrays.sort(all);
        return all;
    }

    /** Forgets messages that wait. */
    public void forgetWaiting(LongPredicate which) {
        for (int place = 0; place < busyKey.length; place++) {
            if (busyCount[place] > 0) {
                forgetWaiting(place, which);
            }
        }
    }

    private void forgetWaiting(int place, LongPredicate which) {
        int kept = NOBODY;
        int slot = firstWaiting[place];
        firstWaiting[place] = NOBODY;
        while (slot != NOBODY) {
            int next = nextWaiting[slot];
            if (which.test(waitingSequence[slot])) {
                giveBack(slot);
                waiting--;
            } else {
                nextWaiting[slot] = NOBODY;
                if (kept == NOBODY) {
                    firstWaiting[place] = slot;
                } else {
                    nextWaiting[kept] = slot;
                }
                kept = slot;
            }
            slot = next;
        }
        lastWaiting[place] = kept;
    }

    private int newSlot() {
        if (free != NOBODY) {
            int slot = free;
            free = nextWaiting[slot];
            return slot;
        }
        if (unused == waitingSequence.length) {
            waitingSequence = Arrays.copyOf(waitingSequence, 2 * unused);
            nextWaiting = Arrays.copyOf(nextWaiting, 2 * unused);
        }
        return unused++;
    }

    private void giveBack(int slot) {
        nextWaiting[slot] = free;
        free = slot;
    }

    private void putInFlight(long sequence, long key) {
        if (2 * (inFlight + 1) > flightSequence.length) {
            growFlight();
        }
        int place = flightPlace(sequence);
        if (flightSequence[place] == NONE) {
            inFlight++;
        }
        flightSequence[place] = sequence;
        flightKey[place] = key;
    }

    private void growFlight() {
        long[] sequences = flightSequence;
        long[] keys = flightKey;
        flightSequence = new long[2 * sequences.length];
        flightKey = new long[2 * sequences.length];
        for (int i = 0; i < sequences.length; i++) {
            if (sequences[i] != NONE) {
                int place = flightPlace(sequences[i]);
                flightSequence[place] = sequences[i];
                flightKey[place] = keys[i];
            }
        }
    }

    private int flightHome(long sequence) {
        return (int) ((sequence * MIX) >>> 32) & (flightSequence.length - 1);
    }

    /** Returns the place where the sequence is, or would be. */
    private int flightPlace(long sequence) {
        int mask = flightSequence.length - 1;
        int place = flightHome(sequence);
        while (flightSequence[place] != NONE && flightSequence[place] != sequence) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void removeInFlight(int gap) {
        int mask = flightSequence.length - 1;
        int hole = gap;
        for (int i = (gap + 1) & mask; flightSequence[i] != NONE; i = (i + 1) & mask) {
            if (((i - flightHome(flightSequence[i])) & mask) >= ((i - hole) & mask)) {
                flightSequence[hole] = flightSequence[i];
                flightKey[hole] = flightKey[i];
                hole = i;
            }
        }
        flightSequence[hole] = NONE;
        inFlight--;
    }

    private void growBusy() {
        long[] keys = busyKey;
        int[] counts = busyCount;
        int[] firsts = firstWaiting;
        int[] lasts = lastWaiting;
        busyKey = new long[2 * keys.length];
        busyCount = new int[2 * keys.length];
        firstWaiting = new int[2 * keys.length];
        lastWaiting = new int[2 * keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] > 0) {
                int place = busyPlace(keys[i]);
                busyKey[place] = keys[i];
                busyCount[place] = counts[i];
                firstWaiting[place] = firsts[i];
                lastWaiting[place] = lasts[i];
            }
        }
    }

    private int busyHome(long key) {
        return (int) (key >>> 32) & (busyKey.length - 1);
    }

    /** Returns the place where the key is, or would be. */
    private int busyPlace(long key) {
        int mask = busyKey.length - 1;
        int place = busyHome(key);
        while (busyCount[place] > 0 && busyKey[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void removeBusy(int gap) {
        int mask = busyKey.length - 1;
        int hole = gap;
        for (int i = (gap + 1) & mask; busyCount[i] > 0; i = (i + 1) & mask) {
            if (((i - busyHome(busyKey[i])) & mask) >= ((i - hole) & mask)) {
                busyKey[hole] = busyKey[i];
                busyCount[hole] = busyCount[i];
                firstWaiting[hole] = firstWaiting[i];
                lastWaiting[hole] = lastWaiting[i];
                hole = i;
            }
        }
        busyCount[hole] = 0;
        busy--;
    }
}
