package dev.stanchion.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a subscription have arrived and which of them are done, so that it can go on
 * under a new registration. Safe for use by many threads.
 *
 * <p>The server keeps the position of a durable or a group. It forgets that of a plain
 * subscription. So the client asks again from the oldest message that is not done, or from the
 * newest that is. The first message that comes then must be this very one, by sequence and
 * timestamp. If it is a later one, the server has removed messages. If it is another one, the
 * channel was created anew, and the subscription begins at its first message.
 *
 * <p>The server may have lost a durable or a group too, together with its channel. Times of
 * messages never go back within a channel, so a message that is newer than one with a higher
 * sequence is of a channel that was created anew. A durable then begins at its first message. A
 * group goes on where its members have put it, and says that messages are missing.
 *
 * <p>Each subscribe request begins a round. Messages of an earlier one may still arrive, and do not
 * count.
 *
 * <p>The memory for this is bounded by max in flight.
 */
final class Resumption {
    /** What to do with a message. */
    enum Verdict {
        /** Handle it. */
        HANDLE,
        /** Handle it; messages before it are missing. */
        HANDLE_AFTER_GAP,
        /** Drop it, and subscribe again from the first message of the channel. */
        BEGIN_ANEW,
        /** Drop it; it comes from an earlier round. */
        DROP
    }

    /** A range of missing sequences; {@code last} is 0 if it is unknown. */
    record Missing(long first, long last) {}

    /** The oldest message that is not done. */
    record Oldest(long sequence, Duration age) {}

    private final SubscriptionOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final OpenMessages open = new OpenMessages();
    private final long beginNanos;
    private long newest;
    private Instant newestAt = Instant.EPOCH;

    /**
     * Up to here everything that is not open is done, and comes again after a resumption. Changes
     * under the lock; each message reads it without, because most are above it.
     */
    private volatile long resumedUpTo;

    private int round;

    /** Before this round the channel was another one. */
    private int firstRound;

    private boolean beginsAnew;
    private long expectedSequence;
    private @Nullable Instant expectedAt;
    private @Nullable Missing missing;

    Resumption(SubscriptionOptions options, long nowNanos) {
        this.options = options;
        this.beginNanos = nowNanos;
    }

    /** Begins a round: returns where to subscribe, and expects that message first. */
    StartAt start(long nowNanos) {
        lock.lock();
        try {
            round++;
            if (beginsAnew) {
                return StartAt.first();
            }
            if (newest == 0) {
                return unseen(options.start(), Duration.ofNanos(nowNanos - beginNanos));
            }
            boolean nothingOpen = open.isEmpty();
            expectedSequence = nothingOpen ? newest : open.firstSequence();
            if (isPlain()) {
                expectedAt = nothingOpen ? newestAt : open.firstTimestamp();
                resumedUpTo = newest;
            }
            return StartAt.sequence(expectedSequence);
        } finally {
            lock.unlock();
        }
    }

    int round() {
        lock.lock();
        try {
            return round;
        } finally {
            lock.unlock();
        }
    }

    /** The start position that a subscription without a message had that long ago. */
    private static StartAt unseen(StartAt start, Duration ago) {
        if (start.equals(StartAt.newOnly()) && !ago.isZero()) {
            return StartAt.ago(ago);
        }
        return start instanceof StartAt.Ago age ? StartAt.ago(age.age().plus(ago)) : start;
    }

    private boolean isPlain() {
        return !options.isDurable() && !options.isInGroup();
    }

    /** Takes note of a message that has arrived. */
    Verdict arrived(int ofRound, long sequence, Instant timestamp, long nowNanos) {
        lock.lock();
        try {
            if (ofRound != round) {
                return Verdict.DROP;
            }
            Verdict verdict = check(sequence, timestamp);
            if (verdict != Verdict.BEGIN_ANEW) {
                if (!isDoneUnderLock(sequence)) {
                    open.add(sequence, timestamp, nowNanos);
                }
                if (Long.compareUnsigned(sequence, newest) > 0) {
                    newest = sequence;
                    newestAt = timestamp;
                }
                beginsAnew = false;
            }
            return verdict;
        } finally {
            lock.unlock();
        }
    }

    private Verdict check(long sequence, Instant timestamp) {
        return isPlain() ? checkPlain(sequence, timestamp) : checkKept(sequence, timestamp);
    }

    private Verdict checkKept(long sequence, Instant timestamp) {
        int order = Long.compareUnsigned(sequence, newest);
        boolean isOfThisChannel =
                order > 0
                        || (order == 0 ? timestamp.equals(newestAt) : !timestamp.isAfter(newestAt));
        if (isOfThisChannel) {
            return Verdict.HANDLE;
        }
        missing = new Missing(newest + 1, 0);
        if (options.isInGroup()) {
            forgetMessages();
            firstRound = round;
            return Verdict.HANDLE_AFTER_GAP;
        }
        forget();
        return Verdict.BEGIN_ANEW;
    }

    private Verdict checkPlain(long sequence, Instant timestamp) {
        Instant at = expectedAt;
        if (at == null) {
            return Verdict.HANDLE;
        }
        expectedAt = null;
        int order = Long.compareUnsigned(sequence, expectedSequence);
        if (order < 0 || (order == 0 && !timestamp.equals(at))) {
            missing = new Missing(resumedUpTo + 1, 0);
            forget();
            return Verdict.BEGIN_ANEW;
        }
        return isAfterGap(sequence) ? Verdict.HANDLE_AFTER_GAP : Verdict.HANDLE;
    }

    private boolean isAfterGap(long sequence) {
        boolean isOneLost =
                !open.isEmpty() && Long.compareUnsigned(open.firstSequence(), sequence) < 0;
        long first = isOneLost ? open.firstSequence() : resumedUpTo + 1;
        open.removeBefore(sequence);
        if (Long.compareUnsigned(first, sequence) >= 0) {
            return false;
        }
        missing = new Missing(first, sequence - 1);
        return true;
    }

    private void forgetMessages() {
        open.clear();
        newest = 0;
        newestAt = Instant.EPOCH;
        resumedUpTo = 0;
    }

    private void forget() {
        forgetMessages();
        beginsAnew = true;
        round++;
        firstRound = round;
    }

    /** Returns what the last verdict found missing, once. */
    Optional<Missing> takeMissing() {
        lock.lock();
        try {
            Optional<Missing> taken = Optional.ofNullable(missing);
            missing = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note that a message needs to come no more. */
    void done(int ofRound, long sequence) {
        lock.lock();
        try {
            if (ofRound >= firstRound) {
                open.remove(sequence);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a message was done before the last resumption. */
    boolean isDone(long sequence) {
        if (Long.compareUnsigned(sequence, resumedUpTo) > 0) {
            return false;
        }
        lock.lock();
        try {
            return isDoneUnderLock(sequence);
        } finally {
            lock.unlock();
        }
    }

    private boolean isDoneUnderLock(long sequence) {
        return Long.compareUnsigned(sequence, resumedUpTo) <= 0 && !open.contains(sequence);
    }

    Optional<Oldest> oldest(long nowNanos) {
        lock.lock();
        try {
            return open.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Oldest(
                                    open.firstSequence(),
                                    Duration.ofNanos(nowNanos - open.firstArrivalNanos())));
        } finally {
            lock.unlock();
        }
    }
}
