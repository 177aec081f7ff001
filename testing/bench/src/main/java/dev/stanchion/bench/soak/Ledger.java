package dev.stanchion.bench.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The messages whose story is not complete. A message with an ack must be received, before or after
 * the ack. One without an ack may be. Safe for use by many threads.
 */
final class Ledger {
    private enum State {
        PUBLISHED,
        ACKNOWLEDGED,
        RECEIVED,
        /** Neither stored nor refused for certain. */
        UNCERTAIN
    }

    private final TreeMap<Long, State> open = new TreeMap<>();
    private long received;
    private long again;
    private long uncertain;

    synchronized void published(long number) {
        open.put(number, State.PUBLISHED);
    }

    synchronized void acknowledged(long number) {
        if (open.get(number) == State.RECEIVED) {
            open.remove(number);
        } else {
            open.put(number, State.ACKNOWLEDGED);
        }
    }

    /** Takes note that a publish has failed. It may still be received. */
    synchronized void failed(long number) {
        uncertain++;
        if (open.get(number) == State.RECEIVED) {
            open.remove(number);
        } else {
            open.put(number, State.UNCERTAIN);
        }
    }

    synchronized void received(long number) {
        State state = open.get(number);
        if (state == null || state == State.RECEIVED) {
            again++;
            return;
        }
        received++;
        if (state == State.PUBLISHED) {
            open.put(number, State.RECEIVED);
        } else {
            open.remove(number);
        }
    }

    /** Returns the messages that have an ack and were not received. */
    synchronized List<Long> missing() {
        List<Long> missing = new ArrayList<>();
        open.forEach((number, state) -> {
            if (state == State.ACKNOWLEDGED) {
                missing.add(number);
            }
        });
        return missing;
    }

    /** Returns whether each publish has ended, and what has an ack was received. */
    synchronized boolean isSettled() {
        return open.values().stream().allMatch(state -> state == State.UNCERTAIN);
    }

    /** Returns how many messages were received. */
    synchronized long received() {
        return received;
    }

    @Override
    public synchronized String toString() {
        return "%,d received, %,d of them again; %,d publishes without a certain answer"
                .formatted(received, again, uncertain);
    }
}
