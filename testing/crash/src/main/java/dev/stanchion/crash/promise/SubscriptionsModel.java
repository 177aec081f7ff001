package dev.stanchion.crash.promise;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.engine.spi.SubscriptionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The states in which the subscriptions of one channel may be found. Each is in the state after one
 * of its changes, not before the last flush. If the store reports that no delivery is missing, it
 * is also not before the end of the last batch.
 */
public final class SubscriptionsModel {
    private final String channel;
    private final Verdict verdict;
    private final Map<Long, History> histories = new TreeMap<>();
    private long highestId;
    private long certainHighestId;
    private long changes;
    private long changesOfEarlierRuns;
    private long changesAtEndOfBatch;

    /** A subscription and its unacknowledged messages. */
    private record Position(SubscriptionRecord record, TreeSet<Long> pending) {
        private boolean equals(Position other, long firstSequence) {
            return record.equals(other.record)
                    && pending.tailSet(firstSequence).equals(other.pending.tailSet(firstSequence));
        }
    }

    /**
     * A state after a change.
     *
     * @param position null: there is no such subscription
     */
    private record After(long change, @Nullable Position position) {
        private boolean equals(@Nullable Position other, long firstSequence) {
            if (position == null || other == null) {
                return position == null && other == null;
            }
            return position.equals(other, firstSequence);
        }
    }

    /**
     * The possible states of a subscription: the first is certain, unless it is one of the later
     * ones.
     */
    private static final class History {
        private final List<After> possible = new ArrayList<>(List.of(new After(0, null)));

        private boolean wasFound;

        private @Nullable Position current() {
            return possible.get(possible.size() - 1).position;
        }
    }

    SubscriptionsModel(String channel, Verdict verdict) {
        this.channel = channel;
        this.verdict = verdict;
    }

    public void put(SubscriptionRecord record) {
        Position known = current(record.id());
        TreeSet<Long> pending = known == null ? new TreeSet<>() : known.pending;
        changed(record.id(), new Position(record, pending));
        highestId = Math.max(highestId, record.id());
    }

    public void delete(long id) {
        changed(id, null);
    }

    public void delivered(long id, long sequence) {
        Position known = current(id);
        if (known != null) {
            TreeSet<Long> pending = new TreeSet<>(known.pending);
            pending.add(sequence);
            changed(id, new Position(sentUpTo(known.record, sequence), pending));
        }
    }

    public void acknowledged(long id, long sequence) {
        Position known = current(id);
        if (known != null) {
            TreeSet<Long> pending = new TreeSet<>(known.pending);
            pending.remove(sequence);
            changed(id, new Position(known.record, pending));
        }
    }

    private @Nullable Position current(long id) {
        History history = histories.get(id);
        return history == null ? null : history.current();
    }

    private void changed(long id, @Nullable Position position) {
        changes++;
        histories
                .computeIfAbsent(id, ignored -> new History())
                .possible
                .add(new After(changes, position));
    }

    private static SubscriptionRecord sentUpTo(SubscriptionRecord record, long sequence) {
        return record.withLastSent(Math.max(record.lastSent(), sequence));
    }

    /** Returns the subscriptions there are now. */
    public List<SubscriptionRecord> records() {
        return histories.values().stream()
                .map(History::current)
                .filter(position -> position != null)
                .map(Position::record)
                .toList();
    }

    /** Returns the unacknowledged messages. */
    public List<Long> pending(long id) {
        Position position = current(id);
        return position == null ? List.of() : List.copyOf(position.pending);
    }

    public long highestId() {
        return highestId;
    }

    /** Returns up to where the changes go that a flush asked for now makes durable. */
    public long changes() {
        return changes;
    }

    /** Records the end of the batch with the given number of changes so far. */
    public void batchEnded(long upTo) {
        changesAtEndOfBatch = Math.max(changesAtEndOfBatch, upTo);
    }

    /** The store says that it knows all that was done in batches that have ended. */
    void lastBatchIsKnown() {
        flushed(changesAtEndOfBatch);
    }

    /** Records a successful flush that was requested after the given number of changes. */
    public void flushed(long upTo) {
        histories.forEach((id, history) -> {
            List<After> possible = history.possible;
            while (possible.size() > 1 && possible.get(1).change <= upTo) {
                After next = possible.get(1);
                if (next.change > changesOfEarlierRuns || history.wasFound) {
                    certainHighestId = Math.max(certainHighestId, id); // else it is like never
                }
                possible.remove(0);
            }
        });
    }

    /** Records that everything is durable, because of a clean end. */
    void closed() {
        flushed(changes);
    }

    /**
     * Records the subscriptions that the store knows after it was opened again.
     *
     * @param firstSequence earlier pending messages do not matter any more
     */
    void recovered(List<RecoveredState.Subscription> found, long firstSequence) {
        changesOfEarlierRuns = changes;
        Map<Long, Position> now = new TreeMap<>();
        for (RecoveredState.Subscription each : found) {
            now.put(
                    each.subscription().id(),
                    new Position(each.subscription(), new TreeSet<>(each.pending())));
        }
        now.keySet().forEach(id -> histories.computeIfAbsent(id, ignored -> new History()));
        highestId = certainHighestId;
        histories.forEach((id, history) -> {
            history.wasFound = now.containsKey(id);
            goOnWith(id, history, now.get(id), firstSequence);
            if (now.containsKey(id)) {
                highestId = Math.max(highestId, id);
            }
        });
    }

    private void goOnWith(long id, History history, @Nullable Position now, long firstSequence) {
        int matching = history.possible.size() - 1;
        while (matching >= 0 && !history.possible.get(matching).equals(now, firstSequence)) {
            matching--;
        }
        verdict.expect(
                matching >= 0,
                Promise.POSITIONS_ARE_RESUMED,
                "%s: subscription %d is found as %s (expected one of: %s)",
                channel,
                id,
                now,
                history.possible);
        if (matching >= 0) {
            List<After> unhappened =
                    history.possible.subList(matching + 1, history.possible.size());
            unhappened.clear();
        }
    }

    /** The channel was opened, and its log says which ID was the highest. */
    void opened(long highest) {
        verdict.expect(
                highest >= highestId,
                Promise.POSITIONS_ARE_RESUMED,
                "%s: highest subscription ID is %d (expected: at least %d)",
                channel,
                highest,
                highestId);
        highestId = Math.max(highestId, highest);
    }

    /** Returns the highest sequence that the subscriptions have anything to do with. */
    long highestSequence() {
        long highest = 0;
        for (History history : histories.values()) {
            Position position = history.current();
            if (position != null) {
                highest = Math.max(highest, position.record.lastSent());
                if (!position.pending.isEmpty()) {
                    highest = Math.max(highest, position.pending.last());
                }
            }
        }
        return highest;
    }
}
