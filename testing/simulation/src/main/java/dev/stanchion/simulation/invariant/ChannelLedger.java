package dev.stanchion.simulation.invariant;

import static dev.stanchion.simulation.invariant.Invariant.SEQUENCES_WITHOUT_GAP_OR_REPEAT;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One channel's messages, from its creation until it is deleted or its store forgets it. */
final class ChannelLedger {
    private final String name;
    private final Violations violations;
    private final NavigableMap<Long, SeenMessage> messages = new TreeMap<>();
    private final Set<Long> damaged = new HashSet<>();
    private long firstKept = 1;

    /**
     * The highest value that {@code firstKept} has had. A crash may bring back messages that had
     * made room for a message that the crash took. A subscription that was sent later messages
     * meanwhile is not owed those.
     */
    private long purgedBefore;

    private long goneBefore = 1;

    private long last;
    private long lastWhenOpened;
    private long durableUpTo;
    private boolean open;

    /** Where the log begins now: a store may remove messages some time after they are too many. */
    private @Nullable LongSupplier begin;

    private @Nullable LongSupplier storedFrom;

    ChannelLedger(String name, Violations violations) {
        this.name = name;
        this.violations = violations;
    }

    String name() {
        return name;
    }

    /** Returns whether an engine uses the channel at present. */
    boolean isOpen() {
        return open;
    }

    /** All messages up to the sequence are removed for good. */
    void purged(long upTo) {
        purgedBefore = upTo > 0 ? Math.max(purgedBefore, upTo + 1) : purgedBefore;
    }

    /**
     * An engine has opened the channel.
     *
     * @param storedUpTo up to which sequence something is stored. A log continues behind what a
     *     position was promised, if that was not stored; sequences in between may come again, as
     *     long as nothing has followed them
     */
    void opened(long firstSequence, long lastSequence, long storedUpTo) {
        open = true;
        if (firstSequence < purgedBefore && firstSequence <= lastSequence) {
            violations.report(
                    Invariant.PURGED_STAYS_GONE,
                    "channel %s begins at %d, but what is before %d was removed for good",
                    name,
                    firstSequence,
                    purgedBefore);
        }
        firstKept = Math.max(1, firstSequence);
        last = lastSequence;
        lastWhenOpened = lastSequence;
        messages.tailMap(lastSequence, false).clear();
        if (lastSequence < durableUpTo) {
            violations.report(
                    Invariant.ACKED_MEANS_STORED,
                    "channel %s ends at %d, but %d was durable",
                    name,
                    lastSequence,
                    durableUpTo);
        }
        durableUpTo = Math.min(lastSequence, storedUpTo);
    }

    /** Learns what the stream has: what was not durable may be missing, or another's. */
    void found(List<SeenMessage> stored) {
        messages.tailMap(durableUpTo, false).clear();
        stored.stream()
                .filter(message -> message.sequence() > durableUpTo)
                .forEach(message -> messages.put(message.sequence(), message));
    }

    /**
     * Says where to look from now on.
     *
     * @param firstSequence for where the log begins
     * @param firstStored for the first message that is stored, which may be a later one
     */
    void watch(LongSupplier firstSequence, LongSupplier firstStored) {
        begin = firstSequence;
        storedFrom = firstStored;
    }

    void engineGone() {
        look(); // limits may have removed messages since somebody asked
        goneBefore = Math.max(goneBefore, firstReadable());
        open = false;
        begin = null;
        storedFrom = null;
    }

    void appended(long sequence, SeenMessage message, long firstSequence) {
        if (sequence != last + 1 || message.sequence() != sequence) {
            violations.report(
                    SEQUENCES_WITHOUT_GAP_OR_REPEAT,
                    "%s: %d appended with sequence %d after %d",
                    name,
                    sequence,
                    message.sequence(),
                    last);
        }
        if (!message.channel().equals(name) || message.redelivered()) {
            violations.report(Invariant.ACKED_MEANS_STORED, "stored in %s: %s", name, message);
        }
        last = sequence;
        messages.put(sequence, message);
        removedBefore(firstSequence);
    }

    /**
     * Another writer has stored messages, which are durable; all from their first sequence on has
     * moved up, and is no older than they are.
     */
    void inserted(long at, int count, List<SeenMessage> foreign, long firstSequence) {
        NavigableMap<Long, SeenMessage> tail = messages.tailMap(at, true);
        List<SeenMessage> moving = List.copyOf(tail.values());
        tail.clear();
        foreign.forEach(one -> messages.put(one.sequence(), one));
        long earliest =
                foreign.stream().mapToLong(SeenMessage::timestampEpochNanos).max().orElse(0);
        moving.forEach(one -> messages.put(one.sequence() + count, one.movedUp(count, earliest)));
        last += count;
        durableUpTo = Math.max(durableUpTo, at + count - 1);
        firstKept = firstKept > at ? firstKept + count : firstKept;
        goneBefore = goneBefore > at ? goneBefore + count : goneBefore;
        removedBefore(firstSequence);
        beginAnew();
    }

    void durable(long sequence) {
        durableUpTo = Math.max(durableUpTo, sequence);
    }

    /** Forgets the messages that were not durable, and returns them. */
    List<SeenMessage> lost() {
        NavigableMap<Long, SeenMessage> tail = messages.tailMap(durableUpTo, false);
        List<SeenMessage> lost = List.copyOf(tail.values());
        tail.clear();
        beginAnew();
        if (messages.tailMap(firstKept, true).isEmpty()) {
            firstKept = last + 1;
        }
        return lost;
    }

    /**
     * Messages that had made room may be there again, or those that move up although their time was
     * over.
     */
    private void beginAnew() {
        LongSupplier current = begin;
        if (current != null) {
            firstKept = Math.max(1, current.getAsLong());
        }
    }

    void removedBefore(long firstSequence) {
        firstKept = Math.max(firstKept, firstSequence);
        goneBefore = Math.max(goneBefore, firstKept);
    }

    private void look() {
        LongSupplier current = begin;
        if (current != null) {
            removedBefore(current.getAsLong());
        }
    }

    void damaged(long sequence) {
        damaged.add(sequence);
    }

    long firstKept() {
        look();
        return firstKept;
    }

    /**
     * Returns the first sequence that can be read: the store may have removed more than its log.
     */
    long firstReadable() {
        LongSupplier stored = storedFrom;
        long first = firstKept();
        return stored == null ? first : Math.max(first, Math.min(stored.getAsLong(), last + 1));
    }

    long last() {
        return last;
    }

    /** Returns how far the channel had come when this run of the engine opened it. */
    long lastWhenOpened() {
        return lastWhenOpened;
    }

    long durableUpTo() {
        return durableUpTo;
    }

    boolean isDurable(long sequence) {
        return sequence <= durableUpTo && messages.containsKey(sequence);
    }

    /** Returns whether a subscriber that is owed the sequence can get it. */
    boolean isDeliverable(long sequence) {
        look();
        LongSupplier stored = storedFrom;
        if (stored != null && sequence < stored.getAsLong()) {
            return false;
        }
        return sequence >= goneBefore && isDurable(sequence) && !damaged.contains(sequence);
    }

    /** Returns the first deliverable sequence of the range, both ends included; 0 if none is. */
    long firstDeliverable(long from, long to) {
        return first(from, to, this::isDeliverable);
    }

    /**
     * Returns the first sequence of the range that the engine can read, also if nobody is owed it;
     * 0 if there is none.
     */
    long firstThere(long from, long to) {
        look();
        return first(
                from,
                to,
                sequence ->
                        sequence >= firstKept
                                && isDurable(sequence)
                                && !damaged.contains(sequence));
    }

    private long first(long from, long to, LongPredicate wanted) {
        if (from > to) {
            return 0;
        }
        return messages.subMap(from, true, to, true).keySet().stream()
                .filter(wanted::test)
                .findFirst()
                .orElse(0L);
    }

    /**
     * Returns the first sequence from which on no message is before that time. It differs from
     * {@link #firstNotBefore} where another writer has a slow clock.
     */
    long allNotBefore(long epochNanos) {
        look();
        long result = firstKept;
        for (SeenMessage message : messages.tailMap(firstKept, true).values()) {
            if (message.timestampEpochNanos() < epochNanos) {
                result = message.sequence() + 1;
            }
        }
        return result;
    }

    /** Returns the first sequence with that timestamp or a later one; 0 if there is none. */
    long firstNotBefore(long epochNanos) {
        look();
        return messages.tailMap(firstKept, true).values().stream()
                .filter(message -> message.timestampEpochNanos() >= epochNanos)
                .mapToLong(SeenMessage::sequence)
                .findFirst()
                .orElse(0);
    }

    @Nullable SeenMessage message(long sequence) {
        return messages.get(sequence);
    }
}
