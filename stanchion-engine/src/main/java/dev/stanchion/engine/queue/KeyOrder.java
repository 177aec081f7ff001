package dev.stanchion.engine.queue;

import dev.stanchion.engine.key.BusyKeys;
import dev.stanchion.engine.key.KeyReader;
import dev.stanchion.engine.key.SequenceQueue;
import dev.stanchion.engine.policy.KeyExpression;
import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.KeysInUse;
import dev.stanchion.engine.subscription.Subscription;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The order by keys in a queue group: of one key, at most one message is unacknowledged. The next
 * one goes to any member, when the first is settled. Messages of other keys overtake.
 *
 * <p>A message whose key is busy is put aside. It counts as delivered in the store, with one of the
 * members, before anything overtakes it: so after a restart it is among the unacknowledged
 * messages. A message whose key has become free goes before all new ones.
 *
 * <p>The keys of unacknowledged messages are read again ({@link KeyScan}) when nobody knows them:
 * after a restart, with another policy, and when the position has moved. The group is held until
 * they are known.
 */
@ShardOwned
final class KeyOrder {
    private final QueueGroup group;

    /** Null if the group is not ordered any more, and only what was put aside is left to send. */
    private final @Nullable KeyReader reader;

    private final BusyKeys busy = new BusyKeys();
    private final SequenceQueue freed = new SequenceQueue();
    private final FreedFeed feed;
    private final HeldKeys held = new HeldKeys();
    private final BehindFeed behindFeed;
    private final boolean holdsKeys;

    /** What the order before knows of held keys. Limits may have removed their messages since. */
    private final HeldKeys known;

    /** Held keys that are not known yet: the sequences of their heads and markers. */
    private NavigableMap<Long, Long> unread = new TreeMap<>();

    /** Redriven messages that were sent before they were parked. */
    private final Set<Long> sentBefore = new HashSet<>();

    private int maxWaiting;

    /** Messages up to this one may have been sent by an earlier run. */
    private long perhapsSentUpTo;

    /** With whom messages that were put aside are recorded; null as long as there are none. */
    private @Nullable Subscription holder;

    private @Nullable KeyScan scan;

    /** Redriven messages that the order which follows puts aside. */
    private final Set<Long> returning = new HashSet<>();

    /**
     * @param before the order that this one follows; null if there was none
     */
    KeyOrder(QueueGroup group, Policy policy, @Nullable KeyOrder before) {
        this.group = group;
        if (before != null) {
            this.holder = before.holder;
            this.perhapsSentUpTo = before.perhapsSentUpTo;
            this.sentBefore.addAll(before.sentBefore);
        }
        this.maxWaiting = policy.maxWaiting();
        this.feed = new FreedFeed(group, this);
        this.behindFeed = new BehindFeed(group, this);
        this.holdsKeys = policy.onParked() == Policy.OnParked.HOLD_KEY;
        this.reader =
                policy.key().map(key -> readerOf(key, policy.missingKey(), before)).orElse(null);
        this.known = before != null && reader == before.reader ? before.held : new HeldKeys();
    }

    private KeyReader readerOf(
            KeyExpression key, Policy.MissingKey missing, @Nullable KeyOrder before) {
        KeyReader earlier = before == null ? null : before.reader;
        return earlier != null && earlier.isFor(key, missing)
                ? earlier
                : new KeyReader(key, missing, group.delivery().newKeySecret());
    }

    void maxWaiting(int messages) {
        maxWaiting = messages;
    }

    @Nullable Subscription holder() {
        return holder;
    }

    /**
     * Learns the keys of what is unacknowledged or aside, and those that are held; holds the group
     * until then.
     *
     * @param holds the heads of held keys with their markers
     */
    void begin(long[] aside, NavigableMap<Long, Long> holds, KeyScan.Rule rule) {
        KeyReader keys = reader;
        if (keys == null) {
            for (long sequence : aside) {
                recordAside(sequence);
                freed.add(sequence);
            }
            group.release(Dispatcher.Hold.KEYS);
            group.pump();
            return;
        }
        long[] pending =
                group.subscriptions().stream()
                        .flatMapToLong(each -> Arrays.stream(each.pendingByDeadline()))
                        .toArray();
        if (rule == KeyScan.Rule.RESTORED) {
            perhapsSentUpTo = Arrays.stream(pending).max().orElse(perhapsSentUpTo);
        }
        if (holdsKeys) {
            unread = new TreeMap<>(holds);
            held.takeOver(known, unread);
        }
        long[] all =
                LongStream.concat(
                                LongStream.concat(Arrays.stream(pending), Arrays.stream(aside)),
                                markers())
                        .sorted()
                        .distinct()
                        .toArray();
        if (all.length == 0) {
            group.release(Dispatcher.Hold.KEYS);
            return;
        }
        group.hold(Dispatcher.Hold.KEYS);
        KeyScan scanning = new KeyScan(group, this, keys, all, aside, rule);
        scan = scanning;
        scanning.begin();
    }

    /** Returns the messages from which held keys are read. */
    private LongStream markers() {
        return unread.entrySet().stream()
                .flatMapToLong(each -> LongStream.of(each.getKey(), each.getValue()));
    }

    /** What {@link KeyScan} finds about a message that may be a head or a marker. */
    void foundHeld(long sequence, long key) {
        unread.forEach((head, marker) -> {
            if (sequence == head || sequence == marker) {
                held.hold(key, head, marker);
            }
        });
    }

    /** All held keys are known whose messages the channel keeps; the others cannot be redriven. */
    void holdsAreKnown() {
        unread.clear();
    }

    /** All keys are known. */
    void scanned() {
        scan = null;
        group.release(Dispatcher.Hold.KEYS);
    }

    /**
     * Another order takes over, or the group ends.
     *
     * @return the rule of the scan that is not over, so that the next one follows it; null if none
     *     is under way
     */
    KeyScan.@Nullable Rule end() {
        KeyScan scanning = scan;
        scan = null;
        feed.end();
        behindFeed.end();
        if (scanning == null) {
            return null;
        }
        scanning.end();
        return scanning.rule();
    }

    /** A message comes back that was settled, and whose key is not known. */
    void comesBack(long sequence) {
        recordAside(sequence);
        sentBefore.add(sequence);
        returning.add(sequence);
    }

    /** Returns whether new messages may be looked at. */
    boolean admitsNew() {
        return freed.isEmpty() && busy.waiting() + held.behindCount() < maxWaiting;
    }

    /** Returns whether there is nothing left for it to do. */
    boolean isIdle() {
        return reader == null && freed.isEmpty();
    }

    /** Returns whether a new message may be sent now. If not, it is put aside. */
    boolean admits(long sequence, ByteBuf buffer, int index, int length) {
        KeyReader keys = reader;
        if (keys == null) {
            return true;
        }
        long key = keys.hashOf(buffer, index, length);
        if (key == KeyReader.FREE) {
            return true;
        }
        if (held.isHeld(key)) {
            recordAside(sequence);
            putBehind(sequence, key);
            return false;
        }
        if (!busy.isBusy(key)) {
            busy.begin(sequence, key);
            return true;
        }
        recordAside(sequence);
        busy.await(sequence, key);
        return false;
    }

    private void putBehind(long sequence, long key) {
        if (held.addBehind(sequence, key, group.log().firstSequence())) {
            group.recordHolds();
        }
        behindFeed.add(sequence);
    }

    private void recordAside(long sequence) {
        Subscription recorded = holder;
        if (recorded == null) {
            recorded = group.subscriptions().getFirst();
            holder = recorded;
        }
        recorded.raiseLastSent(sequence);
        group.records().delivered(recorded.id(), sequence);
    }

    /** What {@link KeyScan} finds about a message that a member has not acknowledged. */
    void foundPending(long sequence, long key) {
        busy.begin(sequence, key);
    }

    boolean isBusy(long key) {
        return busy.isBusy(key);
    }

    /** Returns whether a message with this key is not to be sent, because another one is parked. */
    boolean isHeldBehind(long sequence, long key) {
        return held.isHeld(key) && held.headOf(key) != sequence;
    }

    /** What {@link KeyScan} finds about a message that is aside, or is put aside by it. */
    void foundAside(long sequence, long key) {
        if (key != KeyReader.FREE && held.isHeld(key)) {
            recordAside(sequence);
            putBehind(sequence, key);
            return;
        }
        if (key != KeyReader.FREE && busy.isBusy(key)) {
            recordAside(sequence);
            busy.await(sequence, key);
            return;
        }
        recordAside(sequence);
        if (key != KeyReader.FREE) {
            busy.begin(sequence, key);
        }
        freed.add(sequence);
    }

    /** Returns whether a message can be parked: one more key may have to be held for it. */
    boolean mayPark(long sequence, int underWay) {
        return !holdsKeys
                || held.size() + underWay < HeldKeys.MOST
                || busy.keyOf(sequence) == KeyReader.FREE;
    }

    /** A message is parked, and is settled next: those that wait for it are parked, too. */
    void parked(long sequence) {
        long key = holdsKeys ? busy.keyOf(sequence) : KeyReader.FREE;
        if (key == KeyReader.FREE) {
            return;
        }
        if (held.hold(key, sequence, sequence)) {
            group.recordHolds();
        }
        for (long each : busy.takeWaiting(key)) {
            putBehind(each, key);
        }
    }

    /** Returns the message that holds the key of another one; 0 if it is that one, or none is. */
    long headBefore(long sequence) {
        long key = busy.keyOf(sequence);
        long head = key == KeyReader.FREE ? held.headBefore(sequence) : held.headOf(key);
        return head == sequence ? 0 : head;
    }

    /** A message is parked behind its head; false if its key is not held any more. */
    boolean parkedBehind(long sequence, String reason) {
        if (!held.removeBehind(sequence)) {
            return false;
        }
        forget(sequence);
        group.history().parkedBehind(reason, group.delivery().shard().epochNanos());
        group.pump(); // there may be room for one more that waits
        return true;
    }

    /** A message that was to be parked behind its head is not in the log any more. */
    void behindIsGone(long sequence) {
        if (held.removeBehind(sequence)) {
            forget(sequence);
        }
    }

    /** Returns whether a message holds its key. */
    boolean holds(long head) {
        return held.keyOf(head) != null;
    }

    /**
     * Parked messages are tried anew: the head of a key, or those behind it. They are sent one
     * after the other.
     */
    void redriven(List<Long> sequences, long head) {
        Long key = held.keyOf(head);
        if (key == null) {
            return;
        }
        long[] aside = aside();
        for (long sequence : sequences) {
            boolean isKnown =
                    group.memberWith(sequence) != null || Arrays.binarySearch(aside, sequence) >= 0;
            if (isKnown) {
                continue;
            }
            if (sequence == head) {
                sentBefore.add(sequence);
            }
            recordAside(sequence);
            awaitTurn(sequence, key);
        }
    }

    private void awaitTurn(long sequence, long key) {
        if (busy.isBusy(key)) {
            busy.await(sequence, key);
        } else {
            busy.begin(sequence, key);
            freed.add(sequence);
            feed.soon();
        }
    }

    /** Nothing is parked behind a head any more: what was on its way there goes on. */
    void release(long head) {
        Long key = held.keyOf(head);
        if (key != null) {
            held.release(head).forEach(each -> awaitTurn(each, key));
            group.recordHolds();
        }
    }

    /** Returns the heads of held keys, with their markers. */
    NavigableMap<Long, Long> heads() {
        NavigableMap<Long, Long> heads = held.heads();
        unread.forEach(heads::putIfAbsent);
        return heads;
    }

    /** A message is settled: the next one of its key is free. */
    void settled(long sequence) {
        long next = busy.end(sequence);
        if (next != BusyKeys.NONE) {
            freed.add(next);
            feed.soon();
        }
    }

    /** A member acknowledges a message that an earlier run has sent and that is aside now. */
    boolean acknowledgedAside(long sequence) {
        int before = busy.waiting();
        busy.forgetWaiting(each -> each == sequence);
        boolean wasFreed = freed.remove(sequence);
        boolean wasAside = wasFreed || busy.waiting() < before || held.removeBehind(sequence);
        if (wasAside) {
            sentBefore.remove(sequence);
            forget(sequence);
        }
        if (wasFreed) {
            settled(sequence); // it had the turn of its key
        }
        return wasAside;
    }

    /** Returns the message that is free to be sent first; {@link BusyKeys#NONE} if none is. */
    long firstFreed() {
        return freed.isEmpty() ? BusyKeys.NONE : freed.peek();
    }

    /** Sends the first message that is free. */
    void sendFreed(long sequence, ByteBuf buffer, int index, int length) {
        freed.remove();
        Subscription member = group.memberForNew();
        if (sequence <= perhapsSentUpTo || sentBefore.remove(sequence)) {
            member.takeOver(sequence, buffer, index, length);
        } else {
            member.send(sequence, buffer, index, length);
        }
        if (member != holder) {
            forget(sequence);
        }
    }

    /** The first message that is free is not in the log any more. */
    void freedIsGone(long sequence) {
        freed.remove();
        sentBefore.remove(sequence);
        forget(sequence);
        settled(sequence);
    }

    /** The store has nothing more to keep of a message that was aside. */
    void forget(long sequence) {
        Subscription recorded = holder;
        if (recorded != null) {
            group.records().acknowledged(recorded.id(), sequence);
        }
    }

    /** Sends what is free, as far as there is room. */
    void feed() {
        feed.feed();
    }

    /** A member has left: what was recorded with it is recorded with another. */
    void left(Subscription leaver, @Nullable Subscription heir) {
        if (holder == leaver) {
            holder = heir;
            if (heir != null) {
                for (long sequence : aside()) {
                    recordAside(sequence);
                }
            }
        }
    }

    /** Returns all messages that are aside, in ascending order. */
    long[] aside() {
        KeyScan scanning = scan;
        LongStream known =
                LongStream.concat(
                        LongStream.concat(
                                Arrays.stream(busy.allWaiting()), Arrays.stream(freed.ascending())),
                        Arrays.stream(held.allBehind()));
        LongStream all = scanning == null ? known : LongStream.concat(known, scanning.aside());
        return LongStream.concat(all, returning.stream().mapToLong(each -> each))
                .sorted()
                .toArray();
    }

    int asideCount() {
        return busy.waiting() + freed.size() + held.behindCount();
    }

    /** Returns the keys behind which most messages wait, by the messages that have them. */
    List<KeysInUse.Busy> busiest(int most) {
        return busy.longest(most).stream()
                .map(each -> new KeysInUse.Busy(each.behind(), each.waiting()))
                .toList();
    }

    KeysInUse inUse() {
        BusyKeys.Longest longest = busy.longest();
        return new KeysInUse(
                busy.waiting() + held.behindCount(),
                busy.size(),
                maxWaiting,
                longest.behind(),
                longest.waiting(),
                held.size(),
                held.firstHead());
    }
}
