package dev.stanchion.simulation.store;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.kit.shard.Chance;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One channel as recorded. All messages up to {@code durableUpTo} survive a crash, and all changes
 * to subscriptions that were flushed. The rest is the tail. A crash keeps a random number of its
 * messages. It keeps all changes to subscriptions if only the process was killed, and a random
 * number of them if the machine lost its power.
 */
final class DiskChannel {
    private final NavigableMap<Long, StoredMessage> messages = new TreeMap<>();
    private final SubscriptionTable flushed = new SubscriptionTable();
    private final Deque<SubscriptionTable.Change> unflushed = new ArrayDeque<>();
    private final List<MadeRoom> madeRoom = new ArrayList<>();
    private final Set<Long> damaged = new HashSet<>();
    private long changesEver;
    private long durableUpTo;

    /** The first sequence that is appended and neither durable nor lost; 0 if there is none. */
    private long inFlightFrom;

    private long last;
    private long appended;
    private long lastTimestampEpochNanos;
    private long bytes;
    private long highestSubscriptionId;
    private boolean mayLackDeliveries;
    private boolean deleted;

    /**
     * A message that was removed because another was appended. Removed for good it is only once the
     * other is durable: a crash may take back both.
     */
    private record MadeRoom(StoredMessage removed, long appended) {
        MadeRoom movedUp(long from, int count) {
            return new MadeRoom(
                    removed.sequence() < from ? removed : removed.movedUp(count),
                    appended < from ? appended : appended + count);
        }
    }

    // messages

    /** Returns all messages, durable or not. */
    Collection<StoredMessage> kept() {
        return messages.values();
    }

    /** Returns the durable messages from the sequence on. */
    Collection<StoredMessage> readableFrom(long sequence) {
        return sequence > durableUpTo
                ? List.of()
                : messages.subMap(sequence, true, durableUpTo, true).values();
    }

    void damage(long sequence) {
        damaged.add(sequence);
    }

    boolean isDamaged(long sequence) {
        return damaged.contains(sequence);
    }

    long first() {
        return messages.isEmpty() ? (last == 0 ? 0 : last + 1) : messages.firstKey();
    }

    long last() {
        return last;
    }

    /** Returns the last sequence that was not skipped. */
    long lastAppended() {
        return appended;
    }

    long lastTimestampEpochNanos() {
        return lastTimestampEpochNanos;
    }

    long firstTimestampEpochNanos() {
        return messages.isEmpty()
                ? Long.MAX_VALUE
                : messages.firstEntry().getValue().timestampEpochNanos();
    }

    long durableUpTo() {
        return durableUpTo;
    }

    long messageCount() {
        return messages.size();
    }

    long byteCount() {
        return bytes;
    }

    void append(StoredMessage message, ChannelLimits limits) {
        messages.put(message.sequence(), message);
        last = message.sequence();
        appended = last;
        inFlightFrom = inFlightFrom == 0 ? last : inFlightFrom;
        lastTimestampEpochNanos = message.timestampEpochNanos();
        bytes += message.encoded().length;
        while (messages.size() > 1 && exceeds(limits)) {
            madeRoom.add(new MadeRoom(removeFirst(), message.sequence()));
        }
    }

    void skipTo(long nextSequence) {
        last = nextSequence - 1;
    }

    /**
     * Another writer stores messages, which are durable at once. What is in flight moves up.
     *
     * @return the messages, which limits may have removed already
     */
    List<StoredMessage> insert(String channel, List<String> data, ChannelLimits limits) {
        int count = data.size();
        long from = inFlightFrom == 0 ? last + 1 : inFlightFrom;
        long first = first();
        NavigableMap<Long, StoredMessage> tail = messages.tailMap(from, true);
        List<StoredMessage> moving = List.copyOf(tail.values());
        tail.clear();
        long timestamp = timestampBefore(from, moving);
        List<StoredMessage> foreign = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            foreign.add(StoredMessage.foreign(channel, from + i, timestamp, data.get(i)));
        }
        if (first <= from) { // else limits have removed messages that come behind these
            foreign.forEach(one -> messages.put(one.sequence(), one));
        }
        moving.forEach(one -> messages.put(one.sequence() + count, one.movedUp(count)));
        madeRoom.replaceAll(one -> one.movedUp(from, count));
        bytes = messages.values().stream().mapToLong(one -> one.encoded().length).sum();
        appended = inFlightFrom == 0 ? last + count : appended + count;
        last += count;
        inFlightFrom = inFlightFrom == 0 ? 0 : from + count;
        durableUpTo = from + count - 1;
        while (messages.size() > 1 && exceeds(limits)) {
            removeFirst();
        }
        return foreign;
    }

    /**
     * Returns a time that is not after that of any message in flight, also of one that has made
     * room for another: a crash may bring it back.
     */
    private long timestampBefore(long from, List<StoredMessage> moving) {
        return Stream.concat(madeRoom.stream().map(MadeRoom::removed), moving.stream())
                .filter(one -> one.sequence() >= from)
                .mapToLong(StoredMessage::timestampEpochNanos)
                .min()
                .orElse(lastTimestampEpochNanos);
    }

    private boolean exceeds(ChannelLimits limits) {
        return (limits.maxMessages() > 0 && messages.size() > limits.maxMessages())
                || (limits.maxBytes() > 0 && bytes > limits.maxBytes());
    }

    void removeOlderThan(long epochNanos) {
        while (firstTimestampEpochNanos() < epochNanos) {
            removeFirst();
        }
    }

    void removeUpTo(long sequence) {
        madeRoom.removeIf(one -> one.removed().sequence() <= sequence);
        while (!messages.isEmpty() && messages.firstKey() <= sequence) {
            removeFirst();
        }
    }

    private StoredMessage removeFirst() {
        StoredMessage first = messages.pollFirstEntry().getValue();
        bytes -= first.encoded().length;
        return first;
    }

    void becomeDurable(long upTo) {
        durableUpTo = Math.max(durableUpTo, upTo);
        if (inFlightFrom != 0 && durableUpTo >= inFlightFrom) {
            inFlightFrom = durableUpTo < appended ? durableUpTo + 1 : 0;
        }
        madeRoom.removeIf(one -> one.appended() <= durableUpTo);
    }

    /** Drops the messages that are not durable. Their sequences stay unused. */
    void loseTail() {
        dropAfter(durableUpTo);
        madeRoom.clear();
        inFlightFrom = 0;
    }

    private void dropAfter(long sequence) {
        NavigableMap<Long, StoredMessage> tail = messages.tailMap(sequence, false);
        for (StoredMessage dropped : tail.values()) {
            bytes -= dropped.encoded().length;
        }
        tail.clear();
    }

    // subscriptions

    long highestSubscriptionId() {
        return highestSubscriptionId;
    }

    void change(SubscriptionTable.Change change) {
        unflushed.add(change);
        changesEver++;
        if (change instanceof SubscriptionTable.Change.Put put) {
            highestSubscriptionId = Math.max(highestSubscriptionId, put.subscription().id());
        }
    }

    /** Returns a mark for {@link #flushUpTo}. */
    long changesEver() {
        return changesEver;
    }

    void flushUpTo(long mark) {
        while (changesEver - unflushed.size() < mark) {
            flushed.apply(unflushed.remove());
        }
    }

    SubscriptionTable subscriptions() {
        return flushed;
    }

    // endings

    void deleted() {
        deleted = true;
    }

    boolean isDeleted() {
        return deleted;
    }

    void settle(boolean wasOpen) {
        becomeDurable(appended);
        flushUpTo(changesEver);
        mayLackDeliveries &= !wasOpen;
    }

    /**
     * Tells whether power was lost since the last end in good order of a process that opened it.
     */
    boolean mayLackDeliveries() {
        return mayLackDeliveries;
    }

    void crash(boolean isPowerLost, Chance chance) {
        long notDurable = Math.min(appended - durableUpTo, Integer.MAX_VALUE);
        long kept = durableUpTo + chance.between(0, (int) notDurable);
        dropAfter(kept);
        madeRoom.stream()
                .filter(one -> one.appended() > kept && one.removed().sequence() <= kept)
                .forEach(one -> messages.put(one.removed().sequence(), one.removed()));
        madeRoom.clear();
        bytes = messages.values().stream().mapToLong(one -> one.encoded().length).sum();
        // a sequence that never was durable was never seen, so it may be given again
        last = Math.max(durableUpTo, messages.isEmpty() ? 0 : messages.lastKey());
        appended = last;
        durableUpTo = last;
        inFlightFrom = 0;
        lastTimestampEpochNanos =
                messages.isEmpty()
                        ? lastTimestampEpochNanos
                        : messages.lastEntry().getValue().timestampEpochNanos();
        int lost = isPowerLost ? chance.between(0, unflushed.size()) : 0;
        flushUpTo(changesEver - lost);
        mayLackDeliveries |= isPowerLost;
        unflushed.clear();
        changesEver = 0;
    }
}
