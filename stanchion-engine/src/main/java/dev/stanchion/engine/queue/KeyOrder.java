package dev.stanchion.engine.queue;

import dev.stanchion.engine.key.BusyKeys;
import dev.stanchion.engine.key.KeyReader;
import dev.stanchion.engine.key.SequenceQueue;
import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.KeysInUse;
import dev.stanchion.engine.subscription.Subscription;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
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
    private int maxWaiting;

    /** Messages up to this one may have been sent by an earlier run. */
    private long perhapsSentUpTo;

    /** With whom messages that were put aside are recorded; null as long as there are none. */
    private @Nullable Subscription holder;

    private @Nullable KeyScan scan;

    KeyOrder(QueueGroup group, Policy policy, @Nullable Subscription holder) {
        this.group = group;
        this.holder = holder;
        this.maxWaiting = policy.maxWaiting();
        this.feed = new FreedFeed(group, this);
        this.reader =
                policy.key()
                        .map(key ->
                                new KeyReader(
                                        key, policy.missingKey(), group.delivery().newKeySecret()))
                        .orElse(null);
    }

    void maxWaiting(int messages) {
        maxWaiting = messages;
    }

    @Nullable Subscription holder() {
        return holder;
    }

    /** Learns the keys of what is unacknowledged or aside; holds the group until then. */
    void begin(long[] aside, KeyScan.Rule rule) {
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
            perhapsSentUpTo = Arrays.stream(pending).max().orElse(0);
        }
        long[] all =
                LongStream.concat(Arrays.stream(pending), Arrays.stream(aside)).sorted().toArray();
        if (all.length == 0) {
            group.release(Dispatcher.Hold.KEYS);
            return;
        }
        group.hold(Dispatcher.Hold.KEYS);
        KeyScan scanning = new KeyScan(group, this, keys, all, rule);
        scan = scanning;
        scanning.begin();
    }

    /** All keys are known. */
    void scanned() {
        scan = null;
        group.release(Dispatcher.Hold.KEYS);
    }

    /** Another order takes over, or the group ends. */
    void end() {
        if (scan != null) {
            scan.end();
            scan = null;
        }
        feed.end();
    }

    /** Returns whether new messages may be looked at. */
    boolean admitsNew() {
        return freed.isEmpty() && busy.waiting() < maxWaiting;
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
        if (!busy.isBusy(key)) {
            busy.begin(sequence, key);
            return true;
        }
        recordAside(sequence);
        busy.await(sequence, key);
        return false;
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

    /** What {@link KeyScan} finds about a message that is aside, or is put aside by it. */
    void foundAside(long sequence, long key) {
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
        boolean wasAside = busy.waiting() < before;
        if (wasAside) {
            forget(sequence);
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
        if (sequence <= perhapsSentUpTo) {
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
                        Arrays.stream(busy.allWaiting()), Arrays.stream(freed.ascending()));
        return (scanning == null ? known : LongStream.concat(known, scanning.aside()))
                .sorted()
                .toArray();
    }

    int asideCount() {
        return busy.waiting() + freed.size();
    }

    KeysInUse inUse() {
        BusyKeys.Longest longest = busy.longest();
        return new KeysInUse(
                busy.waiting(), busy.size(), maxWaiting, longest.behind(), longest.waiting());
    }
}
