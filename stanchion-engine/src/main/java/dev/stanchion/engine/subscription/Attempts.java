package dev.stanchion.engine.subscription;

import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often the messages of a position have failed, and what a policy makes of it: when a message
 * is tried again, and when it is parked. Only positions with such a policy have one.
 *
 * <p>An attempt begins when a message is sent to a client that can receive it. It has failed if its
 * ack wait ran out, or if it was what the client of a lost connection was at. Then it is over, so
 * it fails once at most. A message without an attempt is <em>excused</em>: whatever the reason is
 * for which it is due, that is no failure. Nobody could receive it, an operator sends it again, its
 * connection was lost, its client resumes or the server has started and it was not sent since, the
 * position was paused, or another member inherits it. So nothing is kept for a message that is sent
 * for the first time.
 *
 * <p>A message that has failed may have to <em>wait</em>, longer than the ack wait. Meanwhile it is
 * pending and does not take a place in its subscription's max in flight. When its time has come, it
 * takes its place again, and is sent when there is room.
 */
@ShardOwned
final class Attempts {
    /** How soon a message that has no room is looked at again, if no acknowledgement comes. */
    private static final long ROOM_NANOS = 1_000_000_000;

    private static final int PERCENT = 100;
    private static final long NO_MESSAGE = -1;
    private static final int MAX_PAUSES = 32;

    /** A pause may be longer or shorter by this part, so that messages do not come in a swarm. */
    private static final int JITTER_PERCENT = 10;

    private final Dispatcher position;
    private final ParkingPlace parkingPlace;
    private final Map<Long, Integer> failures = new HashMap<>();
    private final Set<Long> excused = new HashSet<>();

    /** Messages that have failed, as far as they have, and are about to be sent again or parked. */
    private final Set<Long> leaving = new HashSet<>();

    private final Map<Long, Wait> waits = new HashMap<>();

    /** How many of the waits are ripe, by their holders. */
    private final Map<Subscription, Integer> ripe = new HashMap<>();

    private final Set<Subscription> changed = new HashSet<>();
    private Policy policy;
    private int leavesOpen;

    /** A message that is not sent again before a time. */
    private static final class Wait {
        private final long dueNanos;
        private Subscription holder;

        /** Whether it does not take a place in its holder's max in flight. */
        private boolean leaves;

        /** Whether its time has come and there was no room. */
        private boolean isRipe;

        Wait(long dueNanos, Subscription holder) {
            this.dueNanos = dueNanos;
            this.holder = holder;
        }
    }

    /** What happens to a message that is due. */
    enum Verdict {
        SEND,
        /** The message waits for a later time. */
        WAIT,
        PARK
    }

    Attempts(Dispatcher position, Policy policy) {
        this.position = position;
        this.policy = policy;
        this.parkingPlace = new ParkingPlace(position, this);
    }

    /** Returns whether a position with this policy needs one. */
    static boolean isNeededFor(Policy policy) {
        return policy.maxDeliveries() > 0 || !policy.backoff().isEmpty();
    }

    /** Another policy holds. What has failed has failed, and what waits, waits. */
    void follow(Policy next) {
        policy = next;
    }

    Policy policy() {
        return policy;
    }

    ParkingPlace parkingPlace() {
        return parkingPlace;
    }

    /** Returns how often a message has failed. */
    int failures(long sequence) {
        return failures.getOrDefault(sequence, 0);
    }

    /**
     * Messages are due at a subscription. Those that are not excused have failed, unless the
     * position is paused.
     *
     * @return those that are to be sent or parked now
     */
    long[] expired(Subscription holder, long[] due) {
        long[] left = new long[due.length];
        int count = 0;
        for (long sequence : due) {
            boolean isFailure =
                    !waits.containsKey(sequence)
                            && !excused.remove(sequence)
                            && !position.isPaused()
                            && !leaving.contains(sequence)
                            && !parkingPlace.has(sequence);
            if (!isFailure || !failsAndWaits(holder, sequence)) {
                leaving.add(sequence);
                left[count++] = sequence;
            }
        }
        recordChanges();
        return Arrays.copyOf(left, count);
    }

    /** Returns whether the message waits from now on. */
    private boolean failsAndWaits(Subscription holder, long sequence) {
        int times = fail(holder, sequence);
        long pause = pauseNanos(sequence, times) - holder.ackWaitNanos();
        if (isOver(sequence) || pause <= 0) {
            return false;
        }
        waitFor(holder, sequence, pause);
        return true;
    }

    private int fail(Subscription holder, long sequence) {
        changed.add(holder);
        return failures.merge(sequence, 1, Integer::sum);
    }

    /** Returns whether the message has failed as often as the policy permits. */
    private boolean isOver(long sequence) {
        return policy.maxDeliveries() > 0 && failures(sequence) >= policy.maxDeliveries();
    }

    /** Returns the pause before the next attempt; 0 if there is none. */
    private long pauseNanos(long sequence, int times) {
        List<Duration> pauses = policy.backoff();
        if (pauses.isEmpty()) {
            return 0;
        }
        long pause = pauses.get(Math.min(times, pauses.size()) - 1).toNanos();
        // the same message has the same jitter in a test, and neighbours have different ones
        long mixed = (sequence * MAX_PAUSES + times) * 0x9E3779B97F4A7C15L;
        int spread = (int) Long.remainderUnsigned(mixed >>> Integer.SIZE, 2 * JITTER_PERCENT + 1);
        return pause / PERCENT * (PERCENT + spread - JITTER_PERCENT);
    }

    private void waitFor(Subscription holder, long sequence, long nanos) {
        Wait wait = new Wait(now() + nanos, holder);
        waits.put(sequence, wait);
        if (leavesOpen < policy.maxWaiting()) {
            leave(wait);
        }
        holder.postpone(sequence, wait.dueNanos);
    }

    private void leave(Wait wait) {
        wait.leaves = true;
        wait.holder.away(1);
        leavesOpen++;
    }

    private void takePlace(Wait wait) {
        if (wait.leaves) {
            wait.leaves = false;
            wait.holder.away(-1);
            leavesOpen--;
        }
    }

    /** Decides what happens to a message whose time has come. */
    Verdict verdict(Subscription holder, long sequence) {
        leaving.remove(sequence);
        if (parkingPlace.has(sequence)) {
            parkingPlace.postpone(holder, sequence);
            return Verdict.WAIT;
        }
        Wait wait = waits.get(sequence);
        if (wait != null && wait.dueNanos > now() + Redelivery.TOLERANCE_NANOS) {
            holder.postpone(sequence, wait.dueNanos);
            return Verdict.WAIT;
        }
        if (isOver(sequence)) {
            endWait(sequence);
            if (parkingPlace.isFull()) {
                parkingPlace.postpone(holder, sequence);
                excused.add(sequence);
                return Verdict.WAIT;
            }
            return Verdict.PARK;
        }
        if (wait != null && (wait.leaves || wait.isRipe) && !hasRoomAgain(holder)) {
            takePlace(wait);
            ripen(wait);
            holder.postpone(sequence, now() + ROOM_NANOS);
            return Verdict.WAIT;
        }
        endWait(sequence);
        return Verdict.SEND;
    }

    /** Returns whether the holder, or another that could take over, has fewer than it asked for. */
    private boolean hasRoomAgain(Subscription holder) {
        for (Subscription each : position.subscriptions()) {
            if ((each == holder || each.isReading())
                    && each.inFlight() - ripeAt(each) < each.terms().maxInFlight()) {
                return true;
            }
        }
        return false;
    }

    private int ripeAt(Subscription holder) {
        return ripe.getOrDefault(holder, 0);
    }

    private void ripen(Wait wait) {
        if (!wait.isRipe) {
            wait.isRipe = true;
            ripe.merge(wait.holder, 1, Integer::sum);
        }
    }

    private void forgetRipe(Wait wait) {
        if (wait.isRipe) {
            ripe.computeIfPresent(wait.holder, (holder, count) -> count == 1 ? null : count - 1);
        }
    }

    private void endWait(long sequence) {
        Wait wait = waits.remove(sequence);
        if (wait != null) {
            takePlace(wait);
            forgetRipe(wait);
        }
    }

    /** There may be room for messages whose time has come. */
    void wakeRipe() {
        if (ripe.isEmpty()) {
            return;
        }
        Set<Subscription> holders = new HashSet<>();
        waits.forEach((sequence, wait) -> {
            if (wait.isRipe && wait.holder.isPending(sequence)) {
                wait.holder.postpone(sequence, now());
                holders.add(wait.holder);
            }
        });
        holders.forEach(Subscription::sendDue);
    }

    /** A message is sent, to a client that can receive it unless {@link #excuse} follows. */
    void begin(long sequence) {
        excused.remove(sequence);
    }

    /** Whatever the reason is for which the message is due next, it has not failed. */
    void excuse(long sequence) {
        excused.add(sequence);
    }

    /**
     * Messages were sent before their client resumed or the server started. An ack may have come
     * meanwhile, and a client that goes before it gets them was not at any of them.
     */
    void excuseAll(long[] sequences) {
        for (long sequence : sequences) {
            excused.add(sequence);
        }
    }

    /** An operator wants it to be sent now. */
    void hurry(long sequence) {
        endWait(sequence);
        excused.add(sequence);
    }

    /** The message is settled, or forgotten. */
    void forget(long sequence) {
        failures.remove(sequence);
        excused.remove(sequence);
        leaving.remove(sequence);
        endWait(sequence);
    }

    /** The message is tried anew, also after a restart, whichever record has its failures. */
    void beginAnew(long sequence) {
        forget(sequence);
        changed.addAll(position.subscriptions());
    }

    /** The client of a subscription has lost its connection. */
    void connectionLost(Subscription holder) {
        long oldest = NO_MESSAGE;
        for (long sequence : holder.pendingByDeadline()) {
            boolean isLeaving = leaving.contains(sequence);
            if (isLeaving && oldest == NO_MESSAGE) {
                oldest = sequence; // the client was at it, and its failure has been counted
            }
            if (isLeaving
                    || waits.containsKey(sequence)
                    || parkingPlace.has(sequence)
                    || !excused.add(sequence)) {
                continue;
            }
            boolean isFirst = oldest == NO_MESSAGE;
            oldest = isFirst ? sequence : oldest;
            switch (policy.countOnDisconnect()) {
                case OLDEST -> {
                    if (isFirst) {
                        failsAtDisconnect(holder, sequence);
                    }
                }
                case ALL -> failsAtDisconnect(holder, sequence);
                case NONE -> {}
            }
        }
        recordChanges();
    }

    private void failsAtDisconnect(Subscription holder, long sequence) {
        long pause = pauseNanos(sequence, fail(holder, sequence));
        if (pause > 0 && !isOver(sequence)) {
            excused.remove(sequence);
            waitFor(holder, sequence, pause);
        }
    }

    /** All that is pending at a subscription has become due; what waits goes on to wait. */
    void keepWaits(Subscription holder) {
        waits.forEach((sequence, wait) -> {
            if (wait.holder == holder && !wait.isRipe && holder.isPending(sequence)) {
                holder.postpone(sequence, wait.dueNanos);
            }
        });
    }

    /**
     * A subscription has a message from another one.
     *
     * @return when it is due
     */
    long inherited(Subscription heir, long sequence, long nowNanos) {
        movedTo(heir, sequence);
        Wait wait = waits.get(sequence);
        if (wait == null) {
            excused.add(sequence);
            return nowNanos;
        }
        boolean left = wait.leaves;
        takePlace(wait);
        if (wait.isRipe) {
            forgetRipe(wait);
            ripe.merge(heir, 1, Integer::sum);
        }
        wait.holder = heir;
        if (left) {
            leave(wait);
        }
        return Math.max(nowNanos, wait.dueNanos);
    }

    /** A subscription has a message that another one was sent before. */
    void movedTo(Subscription holder, long sequence) {
        if (failures.containsKey(sequence)) {
            changed.add(holder);
        }
    }

    /** What has become due while nothing was sent has not failed. */
    void pauseIsOver() {
        for (Subscription each : position.subscriptions()) {
            each.eachDue(
                    now() + Redelivery.TOLERANCE_NANOS,
                    sequence -> {
                        if (!waits.containsKey(sequence)) {
                            excused.add(sequence);
                        }
                    });
        }
    }

    /** An earlier run has counted a message that is pending. */
    void restored(long sequence, int times) {
        failures.merge(sequence, times, Math::max);
    }

    /**
     * Returns the note for a subscription's record.
     *
     * @param taken how many characters something else takes of it
     */
    String noteOf(Subscription holder, int taken) {
        if (failures.isEmpty()) {
            return "";
        }
        SortedMap<Long, Integer> held = new TreeMap<>();
        failures.forEach((sequence, times) -> {
            if (holder.isPending(sequence)) {
                held.put(sequence, times);
            }
        });
        return AttemptsNote.of(held, SubscriptionRecord.MOST_ATTEMPTS_CHARS - taken);
    }

    /** Records what has failed since the last time, before it is sent again. */
    void recordChanges() {
        if (changed.isEmpty()) {
            return;
        }
        for (Subscription each : changed) {
            if (!each.isClosed()) {
                position.source().records().put(each.record());
            }
        }
        changed.clear();
    }

    /** Attempts do not matter any more: what waits takes its place again. */
    void end() {
        List.copyOf(waits.keySet()).forEach(this::endWait);
    }

    private long now() {
        return position.source().delivery().nowNanos();
    }
}
