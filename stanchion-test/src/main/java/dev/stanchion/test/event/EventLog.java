package dev.stanchion.test.event;

import dev.stanchion.test.event.BrokerEvent.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The newest events of a broker. Waiting threads wake up with each event. Safe for use by many
 * threads.
 */
public final class EventLog {
    /** Older events are forgotten. */
    public static final int MOST_EVENTS = 10_000;

    private static final int SHOWN = 50;

    private final LongSupplier elapsedNanos;
    private final long startNanos;
    private final Deque<BrokerEvent> events = new ArrayDeque<>();
    private long count;

    /**
     * Counts everything that happens, events or not: what a waiting thread looks at may have
     * changed.
     */
    private long changes;

    /**
     * @param elapsedNanos the broker's clock
     */
    public EventLog(LongSupplier elapsedNanos) {
        this.elapsedNanos = elapsedNanos;
        this.startNanos = elapsedNanos.getAsLong();
    }

    /** Adds an event that concerns neither a client nor a channel. */
    public void add(Kind kind, String text) {
        add(kind, "", "", 0, text);
    }

    /** Adds an event. */
    public synchronized void add(
            Kind kind, String client, String channel, long sequence, String text) {
        if (events.size() == MOST_EVENTS) {
            events.removeFirst();
        }
        Duration at = Duration.ofNanos(elapsedNanos.getAsLong() - startNanos);
        events.add(new BrokerEvent(++count, at, kind, client, channel, sequence, text));
        changed();
    }

    /** Wakes waiting threads up for a change that is no event. */
    public synchronized void changed() {
        changes++;
        notifyAll();
    }

    /** Returns a number that grows with each event and each other change. */
    public synchronized long changes() {
        return changes;
    }

    /**
     * Waits until {@link #changes} has grown, but not longer than the duration in real time.
     *
     * @param seen its value when the caller looked
     */
    public synchronized void awaitChange(long seen, Duration atMost) throws InterruptedException {
        long untilNanos = System.nanoTime() + atMost.toNanos();
        while (changes == seen) {
            long leftMillis = (untilNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return;
            }
            wait(leftMillis);
        }
    }

    /** Returns the events that are kept, the oldest first. */
    public synchronized List<BrokerEvent> all() {
        return new ArrayList<>(events);
    }

    /** Forgets the events so far. Numbers go on. */
    public synchronized void clear() {
        events.clear();
    }

    /** Returns the last {@value #SHOWN} events in one text, for a failure. */
    public String lastEvents() {
        List<BrokerEvent> all = all();
        if (all.isEmpty()) {
            return "(none)";
        }
        int from = Math.max(0, all.size() - SHOWN);
        String shown =
                all.subList(from, all.size()).stream()
                        .map(BrokerEvent::toString)
                        .collect(Collectors.joining(" · "));
        return (from > 0 ? "… · " : "") + shown + " · (nothing since)";
    }
}
