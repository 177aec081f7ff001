package dev.stanchion.engine.queue;

import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.SubscriptionLog;
import dev.stanchion.engine.subscription.Delivery;
import dev.stanchion.engine.subscription.Dispatcher;
import dev.stanchion.engine.subscription.KeysInUse;
import dev.stanchion.engine.subscription.Source;
import dev.stanchion.engine.subscription.Subscription;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of a queue group, their common position, and the choice of the member for each
 * message.
 *
 * <p>New messages go only to members with room. A message that is due again goes to a member even
 * if all are full. Of the possible members, the one with the fewest pending messages is taken, and
 * the first in the list goes to its end. If the members keep up, this is a strict round.
 *
 * <p>Differs: unless strict, new messages are dealt in {@linkplain Turn turns} that do not depend
 * on how fast acknowledgements arrive. If a member leaves, its unacknowledged messages go to the
 * others at once, and not after 100 ms. If a member's inbox has no subscriber any more, the same
 * happens, and not only after the ack wait.
 */
@ShardOwned
public final class QueueGroup extends Dispatcher {
    private static final int NOBODY = -1;

    /**
     * The pending messages of members may differ by this number, because acknowledgements arrive at
     * random times.
     */
    private static final int USUAL_LEEWAY = 32;

    /**
     * The acknowledgements of a client that publishes come after its published messages, so they
     * may take this time.
     */
    private static final long EXCUSED_NANOS = 1_000_000_000;

    private final String name;
    private final boolean durable;
    private final boolean dealsInTurn;
    private final List<Subscription> members = new ArrayList<>();
    private final Deque<Awaiting> awaitingPosition = new ArrayDeque<>();
    private @Nullable Subscription kept;

    /** Null unless a policy orders the messages by keys, so that others pay one look. */
    private @Nullable KeyOrder keys;

    /** The held keys of an earlier run, until the order takes them. */
    private final NavigableMap<Long, Long> restoredHolds = new TreeMap<>();

    /**
     * @param name {@code group}, or {@code durable:group}
     */
    public QueueGroup(Source source, String name, boolean durable) {
        super(source);
        this.name = name;
        this.durable = durable;
        this.dealsInTurn = source.delivery().dealsInTurn();
    }

    @Override
    public String queueGroup() {
        return name;
    }

    public boolean isDurable() {
        return durable;
    }

    /** Returns the kept position of an offline durable group; null while it has members. */
    public @Nullable Subscription kept() {
        return kept;
    }

    /** Returns the members, or the kept position if there are none. Unmodifiable. */
    @Override
    public List<Subscription> subscriptions() {
        Subscription left = kept;
        return left == null ? List.copyOf(members) : List.of(left);
    }

    /**
     * Returns whether one of its subscriptions was sent the message and has not acknowledged it.
     */
    public boolean isPending(long sequence) {
        return subscriptions().stream().anyMatch(one -> one.isPending(sequence));
    }

    /** A subscription that joins while the first member still looks up where the group begins. */
    public interface Awaiting {
        /** The begin of the group is known. */
        void placed();

        /** Those before it are gone or have failed: it is the first member now. */
        void becameFirst();
    }

    /** Calls back when the begin of the group is known. */
    public void whenPlaced(Awaiting awaiting) {
        if (isPlaced()) {
            awaiting.placed();
        } else {
            awaitingPosition.add(awaiting);
        }
    }

    @Override
    public void placed() {
        List<Awaiting> waited = List.copyOf(awaitingPosition);
        awaitingPosition.clear();
        waited.forEach(Awaiting::placed);
    }

    @Override
    public void placeByNext() {
        Awaiting next = awaitingPosition.poll();
        if (next != null) {
            next.becameFirst();
        }
    }

    @Override
    public void join(Subscription member) {
        if (kept == member) {
            kept = null;
        }
        members.add(member);
    }

    @Override
    public boolean outlasts(Subscription member) {
        return durable && subscriptions().size() == 1;
    }

    /**
     * The last member leaves and the group stays. The next member takes over its unacknowledged
     * messages.
     */
    @Override
    public void keepLast(Subscription last) {
        members.remove(last);
        kept = last;
        last.raiseLastSent(nextSequence() - 1);
    }

    @Override
    public void leave(Subscription leaver) {
        members.remove(leaver);
        if (kept == leaver) {
            kept = null;
        }
    }

    /**
     * The unacknowledged messages of a member that has left go to the others in turn, the first due
     * first, and are due at once. Without members they stay with the kept position of the group.
     */
    @Override
    public void dealOut(Subscription leaver) {
        long[] orphans = leaver.pendingByDeadline();
        Subscription left = kept;
        if (keys != null) {
            keys.left(leaver, left != null || members.isEmpty() ? left : members.getFirst());
        }
        if (left != null) {
            for (long orphan : orphans) {
                left.inherit(orphan);
            }
            recordAttempts();
            return;
        }
        if (members.isEmpty() || !isPlaced()) {
            return; // without a position no member has been sent or recorded anything yet
        }
        rememberPosition();
        for (long orphan : orphans) {
            choose(member -> !member.isStalled() && !member.isAbsent()).inherit(orphan);
        }
        recordAttempts(); // before the record of the leaver goes
        if (orphans.length > 0) {
            List.copyOf(members).forEach(Subscription::sendDue);
        }
        pump();
    }

    /**
     * Makes an unacknowledged message of a former member due with the others, or with the kept
     * position.
     */
    public void inherit(List<Long> orphans, long positionBefore) {
        startAt(Math.max(nextSequence(), positionBefore + 1));
        history().restored(orphans.size());
        for (long orphan : orphans) {
            Subscription left = kept;
            (left == null ? choose(member -> !member.isStalled()) : left).inherit(orphan);
        }
    }

    /** Sees to it that a restart finds the position although the member that was ahead is gone. */
    private void rememberPosition() {
        Subscription heir = members.getFirst();
        heir.raiseLastSent(nextSequence() - 1);
        source().records().put(heir.record());
    }

    @Override
    protected @Nullable Subscription heir() {
        Subscription left = kept;
        if (left != null || members.isEmpty()) {
            return left;
        }
        return choose(member -> !member.isStalled() && !member.isAbsent());
    }

    @Override
    protected int room() {
        return keys == null || keys.admitsNew() ? memberRoom() : 0;
    }

    int memberRoom() {
        int most = 0;
        for (int i = 0; i < members.size(); i++) {
            Subscription member = members.get(i);
            if (member.holdsNew()) {
                return 0; // the messages of earlier members go first
            }
            most = Math.max(most, member.room());
        }
        return most;
    }

    @Override
    protected void send(long sequence, ByteBuf buffer, int index, int length) {
        if (keys == null || keys.admits(sequence, buffer, index, length)) {
            memberForNew().send(sequence, buffer, index, length);
        }
    }

    /** Returns the member that gets a message for the first time; one has room. */
    Subscription memberForNew() {
        return dealsInTurn ? next() : choose(member -> member.room() > 0);
    }

    /**
     * Members take turns: the one that was dealt a message the longest time ago is next, unless it
     * has more pending than another by more than its leeway. Failing ones only if all are.
     */
    private Subscription next() {
        boolean anyHealthy = false;
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < members.size(); i++) {
            Subscription member = members.get(i);
            if ((anyHealthy && member.isFailing()) || member.room() <= 0) {
                continue;
            }
            boolean isFirstHealthy = !anyHealthy && !member.isFailing();
            anyHealthy |= isFirstHealthy;
            fewest = isFirstHealthy ? member.pending() : Math.min(fewest, member.pending());
        }
        return takeTurn(fewest, anyHealthy);
    }

    private Subscription takeTurn(int fewest, boolean healthy) {
        long now = source().delivery().nowNanos();
        for (int i = 0; i < members.size(); i++) {
            Subscription member = members.get(i);
            if (member.isFailing() != healthy
                    && member.pending() - leeway(member, now) <= fewest
                    && member.room() > 0) {
                if (i < members.size() - 1) {
                    members.remove(i);
                    members.add(member);
                }
                return member;
            }
        }
        return members.getFirst(); // the one that had room is congested by now
    }

    private static int leeway(Subscription member, long now) {
        boolean isExcused =
                member.isPublishingSince(now - EXCUSED_NANOS)
                        && !member.owesSince(now - EXCUSED_NANOS);
        return isExcused ? Integer.MAX_VALUE : USUAL_LEEWAY;
    }

    @Override
    protected void sendAgain(
            Subscription receiver, long sequence, ByteBuf buffer, int index, int length) {
        Subscription chosen = choose(QueueGroup::hasRoomForDue);
        if (!chosen.isReading()) {
            chosen = choose(Subscription::isReading);
        }
        if (chosen == receiver || !chosen.isReceiving()) {
            receiver.sendAgain(sequence, buffer, index, length);
            return;
        }
        // recorded with the new member before it leaves the old one: a crash between may repeat it
        chosen.takeOver(sequence, buffer, index, length);
        receiver.settle(sequence);
    }

    private static boolean hasRoomForDue(Subscription member) {
        return member.isReading() && !member.isStalled();
    }

    /**
     * A member that does not read does not hold back the messages of a former member: others may
     * read.
     */
    @Override
    protected boolean isBlocked(Subscription receiver) {
        return members.stream().noneMatch(Subscription::isReading);
    }

    /**
     * The unacknowledged messages of a member whose inbox has lost its subscriber go to the members
     * with one, or to the first that comes. The member stays, and its later acknowledgements count.
     */
    @Override
    protected void receiverGone(Subscription receiver) {
        receiver.handOver();
        pump();
    }

    @Override
    protected void ready(Subscription receiver) {
        List.copyOf(members).forEach(Subscription::proceed);
        pump();
    }

    /**
     * Takes an acknowledgement, also one that comes late: for a message that has gone to another
     * member meanwhile.
     */
    @Override
    protected void acknowledge(Subscription receiver, long sequence) {
        boolean settled = receiver.settleForGood(sequence);
        for (int i = 0; !settled && i < members.size(); i++) {
            settled = members.get(i).settleForGood(sequence);
        }
        settled = settled || (keys != null && keys.acknowledgedAside(sequence));
        if (settled) {
            roomIsFree();
        } else {
            history().unmatchedAck();
        }
    }

    @Override
    protected void settled(long sequence) {
        if (keys != null) {
            keys.settled(sequence);
        }
    }

    @Override
    protected boolean mayPark(long sequence, int underWay) {
        return keys == null || keys.mayPark(sequence, underWay);
    }

    @Override
    protected String whyNotParked() {
        return "%d keys are held, which is the limit".formatted(HeldKeys.MOST);
    }

    @Override
    protected long headBefore(long sequence) {
        return keys == null ? 0 : keys.headBefore(sequence);
    }

    @Override
    protected void parking(long sequence) {
        if (keys != null) {
            keys.parked(sequence);
        }
    }

    @Override
    protected NavigableMap<Long, Long> heldKeys() {
        return keys == null ? restoredHolds : keys.heads();
    }

    @Override
    protected void restoreHeldKeys(NavigableMap<Long, Long> heads) {
        restoredHolds.putAll(heads);
    }

    /** Records which keys are held, with each member. */
    void recordHolds() {
        subscriptions().forEach(each -> records().put(each.record()));
    }

    @Override
    public void redriveInOrder(List<Long> sequences, long head, boolean isLast) {
        KeyOrder order = keys;
        if (order == null || !order.holds(head)) {
            super.redriveInOrder(sequences, head, isLast);
            return;
        }
        List<Long> passed = sequences.stream().filter(each -> each < nextSequence()).toList();
        passed.forEach(this::beginAttemptsAnew);
        recordAttempts();
        order.redriven(passed, head);
        if (isLast) {
            order.release(head);
        }
    }

    @Override
    public void releaseKey(long head) {
        if (keys != null) {
            keys.release(head);
        }
    }

    @Override
    protected void feedFirst() {
        if (keys != null) {
            keys.feed();
            keys = keys.isIdle() ? null : keys;
        }
    }

    @Override
    protected void policyChanged(Policy before) {
        boolean isReordered =
                !policy().key().equals(before.key())
                        || policy().onParked() != before.onParked()
                        || policy().missingKey() != before.missingKey();
        if (isReordered) {
            reorder(aside -> true, KeyScan.Rule.SENT, true);
        } else if (keys != null) {
            keys.maxWaiting(policy().maxWaiting());
            pump();
        }
    }

    @Override
    protected void moved(long sequence, boolean keepsPending) {
        // what the operator wants to be sent again must not be parked behind itself
        reorder(aside -> keepsPending && aside < sequence, KeyScan.Rule.SENT, false);
    }

    /**
     * An earlier run has recorded its unacknowledged messages, which are known now. The members get
     * nothing before their keys are known.
     */
    public void restored() {
        if (keys != null) {
            reorder(aside -> true, KeyScan.Rule.RESTORED, true);
        }
    }

    /** Its key is not known. It is recorded at once, and all keys are read again. */
    @Override
    protected boolean awaitsItsKey(long sequence) {
        KeyOrder order = keys;
        if (order == null) {
            return false;
        }
        if (!isAside(sequence)) {
            order.comesBack(sequence);
            reorder(aside -> true, KeyScan.Rule.SENT, true);
        }
        return true;
    }

    private void reorder(LongPredicate keepsAside, KeyScan.Rule rule, boolean keepsHolds) {
        KeyOrder old = keys;
        long[] aside =
                old == null ? new long[0] : Arrays.stream(old.aside()).filter(keepsAside).toArray();
        KeyScan.Rule unfinished = old == null ? null : old.end();
        boolean isOrdered = policy().key().isPresent() || aside.length > 0;
        keys = isOrdered ? new KeyOrder(this, policy(), old) : null;
        NavigableMap<Long, Long> holds = new TreeMap<>(restoredHolds);
        if (old != null) {
            holds.putAll(old.heads());
        }
        restoredHolds.clear();
        if (keys == null) {
            release(Hold.KEYS);
        } else {
            keys.begin(
                    aside,
                    keepsHolds ? holds : new TreeMap<>(),
                    unfinished == null ? rule : unfinished);
        }
        if (!holds.isEmpty()) {
            recordHolds();
        }
    }

    @Override
    protected void ending() {
        if (keys != null) {
            keys.end();
        }
    }

    @Override
    public List<KeysInUse.Busy> busiestKeys(int most) {
        return keys == null ? super.busiestKeys(most) : keys.busiest(most);
    }

    @Override
    public KeysInUse keysInUse() {
        return keys == null ? super.keysInUse() : keys.inUse();
    }

    @Override
    public boolean isAside(long sequence) {
        return keys != null && Arrays.binarySearch(keys.aside(), sequence) >= 0;
    }

    @Override
    public long[] asideSequences() {
        return keys == null ? super.asideSequences() : keys.aside();
    }

    @Override
    public int aside() {
        return keys == null ? 0 : keys.asideCount();
    }

    boolean mayFlow() {
        return flows();
    }

    Delivery delivery() {
        return source().delivery();
    }

    ChannelLog log() {
        return source().messages();
    }

    String channelName() {
        return source().channel();
    }

    SubscriptionLog records() {
        return source().records();
    }

    /** Returns which of its subscriptions has a message unacknowledged; null if none has. */
    @Nullable Subscription memberWith(long sequence) {
        return subscriptions().stream()
                .filter(each -> each.isPending(sequence))
                .findFirst()
                .orElse(null);
    }

    void reportUnreadable(long sequence, StoreException why) {
        delivery()
                .unreadable()
                .happened(
                        "%s at %d, which is tried again: %s"
                                .formatted(source().channel(), sequence, why.getMessage()),
                        why);
    }

    /** Due messages of a member that fails go to one that does not, so nothing waits for it. */
    @Override
    protected boolean isSuspended(Subscription receiver) {
        return false;
    }

    /**
     * The one with the fewest pending messages: a healthy one, else a failing one, else the first.
     */
    private Subscription choose(Predicate<Subscription> eligible) {
        int healthy = NOBODY;
        int failing = NOBODY;
        for (int i = 0; i < members.size(); i++) {
            Subscription member = members.get(i);
            if (!eligible.test(member)) {
                continue;
            }
            if (member.isFailing()) {
                failing = fewerPending(failing, i);
            } else {
                healthy = fewerPending(healthy, i);
            }
        }
        return take(healthy != NOBODY ? healthy : Math.max(failing, 0));
    }

    private int fewerPending(int best, int other) {
        boolean isFewer =
                best == NOBODY || members.get(other).pending() < members.get(best).pending();
        return isFewer ? other : best;
    }

    private Subscription take(int position) {
        Subscription chosen = members.get(position);
        if (position == 0 && members.size() > 1) {
            members.add(members.removeFirst());
        }
        return chosen;
    }
}
