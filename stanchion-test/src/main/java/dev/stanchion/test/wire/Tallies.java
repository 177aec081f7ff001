package dev.stanchion.test.wire;

import java.util.HashMap;
import java.util.Map;

/**
 * What was sent to each position, and acknowledged, since the broker started or was reset. Safe for
 * use by many threads.
 */
public final class Tallies {
    /** Messages of one position whose attempts are counted one by one. */
    private static final int MOST_SEQUENCES = 100_000;

    private final Map<PositionRef, Tally> tallies = new HashMap<>();

    /**
     * How many messages a position got.
     *
     * @param delivered for the first time
     * @param redelivered again
     * @param acknowledged messages, each counted once for each acknowledgement
     */
    public record Counts(long delivered, long redelivered, long acknowledged) {}

    private static final class Tally {
        private long delivered;
        private long redelivered;
        private long acknowledged;
        private final Map<String, Integer> attempts = new HashMap<>();
    }

    /**
     * Counts a delivery.
     *
     * @return how often the subscription's position has got this message
     */
    synchronized int sent(Listener listener, long sequence) {
        Tally tally = tallies.computeIfAbsent(listener.position(), ref -> new Tally());
        if (tally.attempts.size() >= MOST_SEQUENCES) {
            tally.attempts.clear();
        }
        String key =
                listener.position().kind() == PositionRef.Kind.PLAIN
                        ? listener.inbox() + " " + sequence
                        : Long.toString(sequence);
        int attempts = tally.attempts.merge(key, 1, Integer::sum);
        if (attempts == 1) {
            tally.delivered++;
        } else {
            tally.redelivered++;
        }
        return attempts;
    }

    synchronized void acknowledged(Listener listener) {
        tallies.computeIfAbsent(listener.position(), ref -> new Tally()).acknowledged++;
    }

    /** Returns the counts of a position. */
    public synchronized Counts of(PositionRef position) {
        Tally tally = tallies.get(position);
        return tally == null
                ? new Counts(0, 0, 0)
                : new Counts(tally.delivered, tally.redelivered, tally.acknowledged);
    }

    /** Returns how often a message was sent to a position; of plain subscriptions, the most. */
    public synchronized int attempts(PositionRef position, long sequence) {
        Tally tally = tallies.get(position);
        if (tally == null) {
            return 0;
        }
        if (position.kind() != PositionRef.Kind.PLAIN) {
            return tally.attempts.getOrDefault(Long.toString(sequence), 0);
        }
        String end = " " + sequence;
        return tally.attempts.entrySet().stream()
                .filter(each -> each.getKey().endsWith(end))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }

    /** Forgets all. */
    public synchronized void clear() {
        tallies.clear();
    }
}
