package dev.stanchion.crash.promise;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.RecoveredState;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The states in which one channel may be found.
 *
 * <p>Its messages are in three parts: the certain ones, up to the last that was reported durable;
 * the later ones; and the ones that the store has reported as lost. The last ones may be found only
 * if no message after them has become durable.
 */
public final class ChannelModel {
    private final String name;
    private final Verdict verdict;
    private final SubscriptionsModel subscriptions;
    private final NavigableMap<Long, Appended> appended = new TreeMap<>();
    private final NavigableMap<Long, Written> lost = new TreeMap<>();
    private long durable;
    private long seen;
    private long lastTimestamp;

    /** Messages before it may be gone. */
    private long droppable;

    /** Messages before it must be gone. */
    private long removed;

    private ChannelLimits limits = ChannelLimits.UNLIMITED;

    /**
     * A message, and the messages that its append removed.
     *
     * @param first the first message left
     * @param firstKept the first message that the limits keep; the limits may take effect a little
     *     later
     */
    private record Appended(Written message, long first, long firstKept) {}

    public ChannelModel(String name, Verdict verdict) {
        this.name = name;
        this.verdict = verdict;
        subscriptions = new SubscriptionsModel(name, verdict);
    }

    public SubscriptionsModel subscriptions() {
        return subscriptions;
    }

    /** Returns up to where messages were reported durable. */
    public long durable() {
        return durable;
    }

    /** Returns whether messages wait for their report. */
    public boolean hasUnreported() {
        return !appended.isEmpty() && appended.lastKey() > durable;
    }

    // while the store is open

    /** Records an appended message, with the first message that the log has now. */
    public void appended(Written message, long firstSequence) {
        appended.put(message.sequence(), new Appended(message, firstSequence, 0));
        long firstKept = Math.max(firstSequence, firstWithin(message.sequence()));
        appended.put(message.sequence(), new Appended(message, firstSequence, firstKept));
    }

    /** The owner had everything removed that is older; that may happen a little later. */
    public void expired(long epochNanos) {
        for (Appended each : appended.tailMap(droppable).values()) {
            if (each.message.timestampEpochNanos() >= epochNanos) {
                break;
            }
            droppable = each.message.sequence() + 1;
        }
    }

    public void reportedDurable(long sequence) {
        verdict.expect(
                sequence >= durable && (appended.containsKey(sequence) || sequence == durable),
                Promise.LOST_IS_TOLD,
                "%s: durable up to %d, which is no message (expected: from %d to %s)",
                name,
                sequence,
                durable,
                appended.isEmpty() ? 0 : appended.lastKey());
        if (sequence > durable) {
            durable = sequence;
            seen = Math.max(seen, sequence);
            lost.headMap(sequence).clear();
            Appended last = appended.get(sequence);
            if (last != null) {
                droppable = Math.max(droppable, last.firstKept);
                gone(last.first); // each commit states its result
                lastTimestamp = Math.max(lastTimestamp, last.message.timestampEpochNanos());
            }
        }
    }

    /**
     * Records that the store reported all messages that were not durable as lost, with the messages
     * that it still has.
     */
    public void reportedLost(long firstSequence) {
        NavigableMap<Long, Appended> unreported = appended.tailMap(durable, false);
        unreported.forEach((sequence, each) -> lost.put(sequence, each.message));
        unreported.clear();
        droppable = Math.max(droppable, firstSequence);
    }

    /** A message was read while the store was open. */
    public void read(Written message) {
        Appended expected = appended.get(message.sequence());
        verdict.expect(
                expected == null
                        ? message.sequence() < removed // since the read had begun
                        : expected.message.equals(message),
                Promise.NOTHING_IS_INVENTED,
                "%s: read %s, which is not what was appended (%s)",
                name,
                message,
                expected);
    }

    /**
     * Records that a read found no message between two sequences. Messages in between must be gone
     * by now.
     */
    public void readNothingBetween(long from, long to, long firstSequence) {
        long first = Math.max(from, firstSequence);
        long end = Math.min(to, durable + 1);
        if (first < end) {
            verdict.expect(
                    appended.subMap(first, end).isEmpty(),
                    Promise.DURABLE_IS_KEPT,
                    "%s: nothing read from %d to %d, where there should be %s",
                    name,
                    first,
                    end - 1,
                    appended.subMap(first, end).keySet());
        }
    }

    /** A sequence was found by time, and asked for when the given one was the last. */
    public void foundByTime(long epochNanos, long sequence, long lastBefore, ChannelLog log) {
        if (hasUnreported() || !lost.isEmpty() || log.lastSequence() != lastBefore) {
            return; // the state at the time of the request is not known here
        }
        long expected = log.lastSequence() + 1;
        long first = log.firstSequence();
        for (Appended each : appended.tailMap(first).values()) {
            if (each.message.timestampEpochNanos() >= epochNanos) {
                expected = each.message.sequence();
                break;
            }
        }
        verdict.expect(
                sequence == expected || sequence < first,
                Promise.DURABLE_IS_KEPT,
                "%s: the first from %d on is said to be %d (expected: %d)",
                name,
                epochNanos,
                sequence,
                expected);
    }

    /** Records a clean end: everything is durable, and everything that was removed is gone. */
    public void closed(long firstSequence) {
        if (!appended.isEmpty()) {
            reportedDurable(Math.max(durable, appended.lastKey()));
        }
        gone(Math.min(firstSequence, durable + 1)); // a skip is forgotten
        subscriptions.closed();
    }

    private void gone(long firstSequence) {
        droppable = Math.max(droppable, firstSequence);
        removed = Math.max(removed, firstSequence);
        appended.headMap(removed).clear();
    }

    // when it is opened again

    /**
     * The store says which subscriptions there are.
     *
     * @param lacksDeliveries whether it could not write down all that was delivered
     */
    public void recovered(RecoveredState.Channel found, boolean lacksDeliveries) {
        if (!lacksDeliveries && !found.mayLackDeliveries()) {
            subscriptions.lastBatchIsKnown();
        }
        subscriptions.recovered(found.subscriptions(), droppable);
    }

    /**
     * Records that the channel is being opened with limits. They apply even if the call gets no
     * answer.
     */
    public void opening(ChannelLimits wanted) {
        limits = wanted;
        if (!appended.isEmpty()) {
            droppable = Math.max(droppable, firstWithin(appended.lastKey()));
        }
    }

    /** The channel was opened again and holds these messages. */
    public void opened(List<Written> found, ChannelLog log, long highestSubscriptionId) {
        subscriptions.opened(highestSubscriptionId);
        expectKnown(found);
        for (Written each : found) { // called lost, and stored after all
            appended.putIfAbsent(each.sequence(), new Appended(each, 0, 0));
        }
        long lastFound = found.isEmpty() ? 0 : found.get(found.size() - 1).sequence();
        expectNothingMissing(found, Math.max(lastFound, durable));
        expectNothingBack(found);
        expectExactCounts(found, log);
        expectFreshSequences(log, lastFound);
        verdict.expect(
                log.lastTimestampEpochNanos() >= lastTimestamp,
                Promise.TIME_DOES_NOT_GO_BACK,
                "%s: last timestamp is %d (expected: at least %d)",
                name,
                log.lastTimestampEpochNanos(),
                lastTimestamp);
        goOnWith(found, log);
    }

    private void expectKnown(List<Written> found) {
        long before = 0;
        for (Written each : found) {
            Appended expected = appended.get(each.sequence());
            Written known = expected == null ? lost.get(each.sequence()) : expected.message;
            verdict.expect(
                    each.sequence() > before && each.equals(known),
                    Promise.NOTHING_IS_INVENTED,
                    "%s: found %s after #%d (expected: %s)",
                    name,
                    each,
                    before,
                    known);
            before = each.sequence();
        }
    }

    /** Returns the messages that had to be kept and that the new limits do not remove. */
    private void expectNothingMissing(List<Written> found, long last) {
        NavigableMap<Long, Appended> needed = new TreeMap<>(appended.headMap(durable, true));
        needed.headMap(Math.max(droppable, firstWithin(last))).clear();
        Appended newest = appended.get(last);
        if (newest != null) {
            needed.headMap(newest.firstKept).clear();
        }
        found.forEach(each -> needed.remove(each.sequence()));
        verdict.expect(
                needed.isEmpty(),
                Promise.DURABLE_IS_KEPT,
                "%s: %s missing; found %s, durable up to %d, droppable before %d",
                name,
                needed.keySet(),
                range(found),
                durable,
                droppable);
    }

    /** Returns the first message that the limits leave, if the given one is the last. */
    private long firstWithin(long last) {
        if (limits.maxMessages() == 0 && limits.maxBytes() == 0) {
            return 0;
        }
        long count = 0;
        long bytes = 0;
        for (Written each : everWritten().headMap(last, true).descendingMap().values()) {
            count++;
            bytes += each.encodedLength();
            boolean tooMuch =
                    (limits.maxMessages() > 0 && count > limits.maxMessages())
                            || (limits.maxBytes() > 0 && bytes > limits.maxBytes());
            if (tooMuch && count > 1) {
                return each.sequence() + 1;
            }
        }
        return 0;
    }

    /** Includes the lost messages: they may have been stored after all, and have removed others. */
    private NavigableMap<Long, Written> everWritten() {
        NavigableMap<Long, Written> all = new TreeMap<>(lost);
        appended.forEach((sequence, each) -> all.put(sequence, each.message));
        return all;
    }

    private void expectNothingBack(List<Written> found) {
        verdict.expect(
                found.isEmpty() || found.get(0).sequence() >= removed,
                Promise.REMOVED_STAYS_REMOVED,
                "%s: found %s (expected: nothing before %d)",
                name,
                range(found),
                removed);
    }

    private void expectExactCounts(List<Written> found, ChannelLog log) {
        long bytes = found.stream().mapToLong(Written::encodedLength).sum();
        long first = found.isEmpty() ? nextAfter(log) : found.get(0).sequence();
        verdict.expect(
                log.messageCount() == found.size()
                        && log.byteCount() == bytes
                        && isFirst(log.firstSequence(), found, first),
                Promise.COUNTS_ARE_EXACT,
                "%s: %d messages, %d bytes, first %d (expected: %d, %d, %d)",
                name,
                log.messageCount(),
                log.byteCount(),
                log.firstSequence(),
                found.size(),
                bytes,
                first);
    }

    /** A log may begin with sequences that were skipped. */
    private static boolean isFirst(long said, List<Written> found, long first) {
        return said == first || (!found.isEmpty() && said > 0 && said < first);
    }

    private static long nextAfter(ChannelLog log) {
        return log.lastSequence() == 0 ? 0 : log.lastSequence() + 1;
    }

    private void expectFreshSequences(ChannelLog log, long lastFound) {
        long highest = Math.max(Math.max(lastFound, seen), subscriptions.highestSequence());
        verdict.expect(
                log.lastSequence() >= highest,
                Promise.SEQUENCES_ARE_NOT_REUSED,
                "%s: last sequence is %d (expected: at least %d)",
                name,
                log.lastSequence(),
                highest);
    }

    /**
     * Takes the found messages as certain. But the messages that the new limits have removed are
     * recorded as gone only with the next durable message.
     */
    private void goOnWith(List<Written> found, ChannelLog log) {
        durable = found.isEmpty() ? log.lastSequence() : found.get(found.size() - 1).sequence();
        appended.tailMap(found.isEmpty() ? durable : found.get(0).sequence()).clear();
        lost.clear();
        for (Written each : found) {
            appended.put(each.sequence(), new Appended(each, 0, 0));
        }
        seen = Math.max(seen, durable);
        droppable = Math.max(droppable, log.firstSequence());
        lastTimestamp = log.lastTimestampEpochNanos();
    }

    private static String range(List<Written> found) {
        return found.isEmpty()
                ? "nothing"
                : "#%d to #%d"
                        .formatted(found.get(0).sequence(), found.get(found.size() - 1).sequence());
    }
}
