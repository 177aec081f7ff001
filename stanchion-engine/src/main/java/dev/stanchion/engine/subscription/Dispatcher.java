package dev.stanchion.engine.subscription;

import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ShardExecutor;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.engine.spi.Timer;
import dev.stanchion.protocol.ParkedNote;
import io.netty.buffer.ByteBuf;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A position in a channel that moves forward: that of a plain or durable subscription, or the one
 * that the members of a queue group share.
 *
 * <p>A dispatcher that has kept up is <em>offered</em> every message once it is durable, straight
 * from the one read that serves all dispatchers. A dispatcher that is behind, because it is new or
 * its receivers were full, <em>pumps</em>: it reads on its own until it meets the live position.
 * The position alone decides between the two, so nothing is skipped or repeated at the switch.
 */
@ShardOwned
public abstract class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MAX_MESSAGES_PER_READ = 256;
    private static final int MAX_READS_PER_TURN = 4;
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final Source source;
    private final RedeliveryCounts counts = new RedeliveryCounts();
    private final RepeatWarning repeats;
    private final PositionHistory history = new PositionHistory();
    private final Backlog backlog = new Backlog();
    private @Nullable Attempts attempts;
    private @Nullable SortedMap<Long, Integer> restoredAttempts;
    private long nextSequence = 1;
    private long readSinceNanos;
    private long perhapsSentUpTo;
    private boolean isPlaced;

    /** Whether it may send: its position is known, and nothing holds it. */
    private boolean flows;

    private Policy policy = Policy.NONE;

    /** Null without a delay, so that others pay one look. */
    private @Nullable DelayGate delay;

    private final Pauses pauses = new Pauses();
    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);
    private boolean turnPending;
    private boolean ended;
    private @Nullable Timer retry;

    protected Dispatcher(Source source) {
        this.source = source;
        this.repeats = new RepeatWarning(source);
    }

    protected final Source source() {
        return source;
    }

    /** Returns the sequence from which on nothing has been sent. */
    public final long nextSequence() {
        return nextSequence;
    }

    /** Returns how often messages were sent again, whichever subscription they went to. */
    final RedeliveryCounts counts() {
        return counts;
    }

    /** Returns how often messages have failed; null if that does not matter. */
    final @Nullable Attempts attempts() {
        return attempts;
    }

    /** Returns how often a message has failed, as far as that matters. */
    public final int failures(long sequence) {
        return attempts == null ? 0 : attempts.failures(sequence);
    }

    /** Returns the note on attempts for the record of one of its subscriptions. */
    final String attemptsNoteOf(Subscription subscription) {
        String holds = AttemptsNote.ofHolds(heldKeys());
        return attempts == null ? holds : attempts.noteOf(subscription, holds.length()) + holds;
    }

    /** Returns the heads of held keys with their markers; empty if no key is held. */
    protected NavigableMap<Long, Long> heldKeys() {
        return Collections.emptyNavigableMap();
    }

    /** An earlier run has held keys. */
    protected void restoreHeldKeys(NavigableMap<Long, Long> heads) {}

    /**
     * Returns whether a message can be parked now; {@link #whyNotParked} says why not.
     *
     * @param underWay how many messages are on their way to be parked
     */
    protected boolean mayPark(long sequence, int underWay) {
        return true;
    }

    /** Returns why {@link #mayPark} is false. */
    protected String whyNotParked() {
        return "";
    }

    /** Returns the message that holds the key of another one; 0 if it is that one, or none is. */
    protected long headBefore(long sequence) {
        return 0;
    }

    /** Returns the note of a message of this position that is parked now. */
    final ParkedNote noteOf(
            Subscription holder,
            long sequence,
            long storedAtEpochNanos,
            String reason,
            ParkedNote.Cause cause) {
        return new ParkedNote(
                source.channel(),
                sequence,
                storedAtEpochNanos,
                key(),
                failures(sequence),
                reason,
                holder.terms().clientId(),
                shard().epochNanos(),
                cause,
                headBefore(sequence));
    }

    /** A message is durable where it is parked, so it is settled here. */
    final void settleParked(long sequence, String reason) {
        parking(sequence);
        history.parked(reason, shard().epochNanos());
        for (Subscription each : subscriptions()) {
            if (each.settleParked(sequence)) {
                break;
            }
        }
        if (attempts != null) {
            attempts.forget(sequence);
        }
        roomIsFree();
    }

    /** A message is parked, durably, and is settled next. */
    protected void parking(long sequence) {}

    /** Records which messages have failed. */
    public final void recordAttempts() {
        if (attempts != null) {
            attempts.recordChanges();
        }
    }

    /**
     * An earlier run has recorded how often messages have failed.
     *
     * @param isPending which of them are pending still
     */
    public final void restoreAttempts(String note, LongPredicate isPending) {
        if (note.isEmpty()) {
            return;
        }
        restoreHeldKeys(AttemptsNote.holds(note));
        SortedMap<Long, Integer> restored =
                restoredAttempts == null ? new TreeMap<>() : restoredAttempts;
        AttemptsNote.parse(note)
                .forEach((sequence, times) -> {
                    if (isPending.test(sequence)) {
                        restored.merge(sequence, times, Math::max);
                    }
                });
        restoredAttempts = restored;
        takeRestoredAttempts();
    }

    /** Attempts count from here on if the policy makes something of them. */
    private void followAttempts() {
        Attempts before = attempts;
        boolean isNeeded =
                Attempts.isNeededFor(policy) && !ParkedNote.isParkedChannel(source.channel());
        if (!isNeeded) {
            attempts = null;
            if (before != null) {
                before.end();
            }
        } else if (before == null) {
            attempts = new Attempts(this, policy);
        } else {
            before.follow(policy);
        }
        takeRestoredAttempts();
    }

    private void takeRestoredAttempts() {
        if (attempts != null && restoredAttempts != null) {
            restoredAttempts.forEach(attempts::restored);
            restoredAttempts = null;
        }
    }

    /**
     * Tries a message anew that was given up. It is pending at once, or the position has yet to
     * come to it.
     */
    public final void redrive(long sequence) {
        if (sequence >= nextSequence) {
            return;
        }
        Subscription holder = heir();
        for (Subscription each : subscriptions()) {
            holder = each.isPending(sequence) ? each : holder;
        }
        if (holder == null) {
            return;
        }
        beginAttemptsAnew(sequence);
        if (!holder.isPending(sequence) && awaitsItsKey(sequence)) {
            recordAttempts();
            return;
        }
        if (!holder.isPending(sequence)) {
            holder.inherit(sequence);
        }
        recordAttempts();
        holder.makeDue(List.of(sequence));
    }

    /**
     * A message comes back that was settled. Returns whether it is put aside until its key is free,
     * because the position is ordered by keys.
     */
    protected boolean awaitsItsKey(long sequence) {
        return false;
    }

    /**
     * Tries messages anew that have one key, in their order, and in the order of the key if it is
     * held.
     *
     * @param head the message that holds the key
     * @param isLast whether no others are parked behind it, so that the key is free then
     */
    public void redriveInOrder(List<Long> sequences, long head, boolean isLast) {
        sequences.forEach(this::redrive);
    }

    /** Nothing is parked behind a message any more: it does not hold its key. */
    public void releaseKey(long head) {}

    /** The attempts of a message begin anew. {@link #recordAttempts} follows. */
    protected final void beginAttemptsAnew(long sequence) {
        if (attempts != null) {
            attempts.beginAnew(sequence);
        }
    }

    /** Returns the subscription that gets a message of nobody; null if there is none. */
    protected abstract @Nullable Subscription heir();

    /** A place in the max in flight of a subscription may be free. */
    protected final void roomIsFree() {
        if (attempts != null) {
            attempts.wakeRipe();
        }
        pump();
    }

    final boolean isEnded() {
        return ended;
    }

    /** Returns what happened to the position, for people. */
    public final PositionHistory history() {
        return history;
    }

    /** Returns how people call the position. */
    public final PositionName name() {
        String group = queueGroup();
        if (!group.isEmpty() || subscriptions().isEmpty()) {
            return new PositionName(group, "", "");
        }
        Terms terms = subscriptions().getFirst().terms();
        return new PositionName("", terms.durableName(), terms.clientId());
    }

    /**
     * Returns the name as one word by which parked messages find their position again: {@code
     * group:orders}, {@code durable:CLIENT/NAME} or {@code client:CLIENT/7}. A client may have
     * several subscriptions that are neither durable nor in a group, so theirs have their number.
     */
    public final String key() {
        PositionName name = name();
        return name.isOfPlainSubscription()
                ? name.key() + "/" + subscriptions().getFirst().id()
                : name.key();
    }

    /** Returns how often its worst pending message was sent again. */
    public final int mostRedeliveries() {
        return counts.highest();
    }

    /** Returns how long the read of its backlog is under way; 0 if none is. */
    public final long readingNanos() {
        return backlog.isUnderWay() ? Math.max(0, shard().elapsedNanos() - readSinceNanos) : 0;
    }

    /** Returns who warns of messages that were sent again and again. */
    final RepeatWarning repeats() {
        return repeats;
    }

    /** Returns how often a message was sent again, whichever subscription it went to. */
    public final int resends(long sequence) {
        return counts.of(sequence);
    }

    /** Returns the name of the queue group that shares the position; empty if it is no group's. */
    public abstract String queueGroup();

    /** Returns the subscriptions that it serves, or the kept position. */
    public abstract List<Subscription> subscriptions();

    /** The subscription's messages come from here from now on, perhaps again. */
    public abstract void join(Subscription subscription);

    /** Returns whether the position stays when this subscription leaves. */
    public abstract boolean outlasts(Subscription subscription);

    /** The last subscription leaves and the position stays, for the next one. */
    public abstract void keepLast(Subscription last);

    /**
     * A subscription leaves for good. {@link #dealOut} follows once all have left that leave
     * together, so that none of them gets the messages of another one.
     */
    public abstract void leave(Subscription leaver);

    /**
     * The unacknowledged messages of a subscription that has left go to the remaining ones, if
     * there are any.
     */
    public abstract void dealOut(Subscription leaver);

    /** The store has found the sequence at which the position begins. */
    public abstract void placed();

    /**
     * The subscription that looked for the begin of the position does not find it. The next one
     * may.
     */
    public abstract void placeByNext();

    /** Returns what an operator wants for the position. */
    public final Policy policy() {
        return policy;
    }

    /** The policies may have changed, or the name of the position has become known. */
    public final void followPolicies() {
        PositionName name = name();
        Policy before = policy;
        policy = source.policies().of(source.channel(), name.queueGroup(), name.durableName());
        if (!policy.delay().equals(before.delay())) {
            delayBy(policy.delay().toNanos());
        }
        followAttempts();
        if (!policy.equals(before)) {
            policyChanged(before);
        }
    }

    /** Another policy holds than before. */
    protected void policyChanged(Policy before) {}

    /** Returns the keys behind which most messages wait, the longest first. */
    public List<KeysInUse.Busy> busiestKeys(int most) {
        return List.of();
    }

    /** Returns what the order by keys holds back. */
    public KeysInUse keysInUse() {
        return KeysInUse.NONE;
    }

    /** Returns whether a message waits beside the feed: it is neither unsent nor sent. */
    public boolean isAside(long sequence) {
        return false;
    }

    /** Returns the messages that wait beside the feed, in ascending order. */
    public long[] asideSequences() {
        return new long[0];
    }

    /** Returns how many messages wait beside the feed. */
    public int aside() {
        return 0;
    }

    private void delayBy(long nanos) {
        forgetDelay();
        delay = nanos == 0 ? null : new DelayGate(nanos, shard(), this::pump);
        if (!ended) {
            pump();
        }
    }

    private void forgetDelay() {
        if (delay != null) {
            delay.forget();
        }
    }

    /** Returns how long new messages are held back; 0 if they are not. */
    public final long delayNanos() {
        return delay == null ? 0 : delay.delayNanos();
    }

    /** Returns when a message may be sent that was stored at this time; 0 stays 0. */
    public final long dueEpochNanos(long storedEpochNanos) {
        return storedEpochNanos == 0 ? 0 : storedEpochNanos + delayNanos();
    }

    /** Returns how long the next message is still held back; 0 if none is. */
    public final long delayedForNanos() {
        return delay == null ? 0 : delay.leftNanos();
    }

    /** Sets the position; only while nothing flows. */
    public final void startAt(long sequence) {
        history.placed(sequence - nextSequence, shard().epochNanos());
        nextSequence = sequence;
        isPlaced = true;
        flows = holds.isEmpty();
    }

    /** Why a dispatcher sends nothing for now. */
    public enum Hold {
        /** The keys of its unacknowledged messages are not known yet. */
        KEYS,
        /** An operator moves it, and the store records where it goes. */
        MOVING,
        /** An operator has paused it, or its channel. */
        PAUSED
    }

    /** Sends nothing any more, new or again, until {@link #release}. Acknowledgements count. */
    public final void hold(Hold why) {
        holds.add(why);
        flows = false;
    }

    /** Takes back a {@link #hold}. */
    public final void release(Hold why) {
        if (!holds.remove(why)) {
            return;
        }
        if (why == Hold.PAUSED && attempts != null && !ended) {
            attempts.pauseIsOver();
        }
        if (holds.isEmpty()) {
            flows = isPlaced;
            if (!ended) {
                subscriptions().forEach(Subscription::catchUp);
                pump();
            }
        }
    }

    /** Sends nothing until the pause is over. */
    public final void pause(Pause pause) {
        pauses.put(pause, shard(), this::pauseIsOver);
        if (!pauses.isEmpty()) {
            hold(Hold.PAUSED);
        }
    }

    /** Does the same with pauses as they were recorded. */
    public final void pause(String recorded) {
        Pause.parse(recorded).forEach(this::pause);
    }

    /**
     * Forgets a pause. {@link #goOn} follows when that is recorded.
     *
     * @param ofChannel whether it is the one of the channel
     */
    public final void endPause(boolean ofChannel) {
        pauses.remove(ofChannel, shard());
    }

    /** Sends again, unless it is paused. */
    public final void goOn() {
        if (pauses.isEmpty()) {
            release(Hold.PAUSED);
        }
    }

    /** Returns why it sends nothing: at most one pause of its own, and one of its channel. */
    public final List<Pause> pauses() {
        return pauses.all();
    }

    /** A pause is over. The record says so sooner or later: until then the pause is too old. */
    private void pauseIsOver() {
        if (isPlaced()) { // else it is recorded when it knows where it begins
            for (Subscription each : subscriptions()) {
                source.records().put(each.record());
            }
        }
        goOn();
    }

    final boolean isHeld() {
        return !holds.isEmpty();
    }

    /** Returns whether an operator has paused it, or its channel. */
    final boolean isPaused() {
        return holds.contains(Hold.PAUSED);
    }

    /**
     * Moves the position, perhaps back; only while it is held. An earlier run has no say in what is
     * sent from there on.
     *
     * @param keepsPending whether unacknowledged messages before the new place stay pending
     */
    public final void moveTo(long sequence, boolean keepsPending) {
        history.moved(sequence, shard().epochNanos());
        nextSequence = sequence;
        perhapsSentUpTo = 0;
        backlog.forget();
        forgetDelay();
        for (Subscription each : subscriptions()) {
            each.move(sequence, keepsPending);
        }
        moved(sequence, keepsPending);
    }

    /** The position has moved. */
    protected void moved(long sequence, boolean keepsPending) {}

    /** A message is settled for good: it was acknowledged, skipped, or is gone. */
    protected void settled(long sequence) {}

    /** Something else may go before new messages. */
    protected void feedFirst() {}

    /** Nothing is to be sent any more. */
    protected void ending() {}

    /** Returns whether it may send: its position is known, and nothing holds it. */
    protected final boolean flows() {
        return flows;
    }

    /**
     * An earlier run may have sent messages up to this sequence. A message that is sent for the
     * first time now is marked as sent before.
     */
    public final void doubtUpTo(long sequence) {
        perhapsSentUpTo = Math.max(perhapsSentUpTo, sequence);
    }

    /** Returns the sequence up to which an earlier run may have sent messages; 0 if it is known. */
    final long perhapsSentUpTo() {
        return perhapsSentUpTo;
    }

    /** Returns whether an earlier run may have sent a message that is new here. */
    final boolean isPerhapsSent(long sequence) {
        return sequence <= perhapsSentUpTo;
    }

    /** Returns whether the position is known. A store may take its time to find where to start. */
    public final boolean isPlaced() {
        return isPlaced;
    }

    /** Returns how many new messages could be sent now; 0 if any at all must wait. */
    protected abstract int room();

    /** Sends a new message; there is room for it. */
    protected abstract void send(long sequence, ByteBuf buffer, int index, int length);

    /**
     * A receiver acknowledges a message that was sent to it, or to another that shares the
     * dispatcher.
     */
    protected abstract void acknowledge(Subscription receiver, long sequence);

    /** A message is due again that was sent to the receiver. */
    protected abstract void sendAgain(
            Subscription receiver, long sequence, ByteBuf buffer, int index, int length);

    /** Returns whether no subscription could read a message that is due at the receiver. */
    protected abstract boolean isBlocked(Subscription receiver);

    /** Returns whether nothing is to be sent again to the receiver for now. */
    protected abstract boolean isSuspended(Subscription receiver);

    /** The receiver's inbox has no subscriber any more. The receiver stays subscribed. */
    protected abstract void receiverGone(Subscription receiver);

    /** A receiver can be sent messages from now on, or again after it could not. */
    protected abstract void ready(Subscription receiver);

    /** Returns whether the dispatcher would take a live message now. */
    public final boolean wantsLive(long liveSequence) {
        return flows
                && delay == null // what has just been stored is too young
                && nextSequence >= liveSequence
                && !backlog.isReading()
                && room() > 0;
    }

    /**
     * Offers a message of the live read.
     *
     * @param liveSequence where the live read stood before this message; a dispatcher behind it has
     *     something to fetch first and refuses
     */
    public final void offer(
            long liveSequence, long sequence, ByteBuf buffer, int index, int length) {
        if (nextSequence <= sequence && wantsLive(liveSequence)) {
            nextSequence = sequence + 1;
            send(sequence, buffer, index, length);
        }
    }

    /** Sends messages before the live position, as far as there is room. May be called any time. */
    public final void pump() {
        if (flows) {
            feedFirst();
            backlog.proceed();
        }
    }

    /** Ends it, because no subscription uses it any more. */
    public final void end() {
        ended = true;
        pauses.end();
        ending();
        forgetDelay();
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
    }

    /** Lets the shard's other work have its turn; a backlog may be long. */
    private void continueSoon() {
        if (!turnPending) {
            turnPending = true;
            shard().execute(() -> {
                turnPending = false;
                pump();
            });
        }
    }

    private ShardExecutor shard() {
        return source.delivery().shard();
    }

    /** Reads messages before the live position. At most one read at a time. */
    private final class Backlog extends ReadLoop {
        private boolean tookAny;
        private boolean refused;
        private boolean isForgotten;
        private long until;

        /** The position has moved: what a read under way finds is of no use. */
        private void forget() {
            isForgotten = isReading();
        }

        boolean isUnderWay() {
            return isReading();
        }

        @Override
        protected boolean hasNext() {
            if (!flows
                    || nextSequence >= source.liveSequence()
                    || (delay != null && delay.isClosed())
                    || room() <= 0) {
                return false;
            }
            if (readsInTurn() == MAX_READS_PER_TURN) {
                continueSoon();
                return false;
            }
            return true;
        }

        @Override
        protected void read() {
            tookAny = false;
            refused = false;
            isForgotten = false;
            until = source.liveSequence();
            readSinceNanos = source.delivery().nowNanos();
            if (source.messages().firstSequence() > nextSequence) {
                history.reads(
                        nextSequence, source.messages().firstSequence(), shard().epochNanos());
            }
            source.messages().read(nextSequence, Math.min(room(), MAX_MESSAGES_PER_READ), this);
        }

        @Override
        public boolean onMessage(
                long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length) {
            if (!flows || isForgotten || room() <= 0) {
                refused = true; // the room went to redeliveries while the read was under way
                return false;
            }
            if (delay != null
                    && !delay.lets(
                            sequence, timestampEpochNanos, source.messages().lastSequence())) {
                refused = true;
                return false;
            }
            tookAny = true;
            nextSequence = sequence + 1;
            send(sequence, buffer, index, length);
            return flows && !isForgotten && room() > 0;
        }

        @Override
        public void onEnd(long nextToRead) {
            if (!refused && !isForgotten) {
                // a read that finds nothing says that all before the live position is gone
                long reached = tookAny ? Math.min(nextToRead, until) : until;
                nextSequence = Math.max(nextSequence, reached);
            }
            ended();
        }

        @Override
        public void onUnreadable(long sequence, StoreException why) {
            if (source.delivery().fence().stops(why)) {
                return;
            }
            if (isForgotten) {
                ended();
                return;
            }
            if (why.kind() == StoreException.Kind.CORRUPT) {
                LOG.error(
                        "Message {} of {} is skipped: {}",
                        sequence,
                        source.channel(),
                        why.getMessage());
                nextSequence = Math.max(nextSequence, sequence + 1);
                ended();
                return;
            }
            source.delivery()
                    .unreadable()
                    .happened(
                            "%s from %d on, which is tried again: %s"
                                    .formatted(source.channel(), sequence, why.getMessage()),
                            why);
            if (!ended) { // the log may answer after that
                retry = shard().schedule(RETRY_NANOS, this::tryAgain);
            }
        }

        private void tryAgain() {
            retry = null;
            ended();
        }
    }
}
