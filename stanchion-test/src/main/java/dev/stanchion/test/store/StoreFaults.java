package dev.stanchion.test.store;

import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.test.event.BrokerEvent.Kind;
import dev.stanchion.test.event.EventLog;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How the store of a broker fails at a test's wish. Safe for use by many threads. */
public final class StoreFaults {
    private final EventLog events;
    private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
    private int failing;
    private boolean isFull;
    private volatile long syncNanos;
    private volatile long readNanos;

    public StoreFaults(EventLog events) {
        this.events = events;
    }

    /**
     * Lets the next messages fail that the broker wants to store. Their publishers get an error.
     *
     * @param count at least 1
     */
    public synchronized void failAppends(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "failAppends: %d (expected: at least 1)".formatted(count));
        }
        failing += count;
        events.add(Kind.FAULT, "fault: the store fails for the next " + count + " messages");
    }

    /** Lets the store have no room for messages, until {@link #heal}. */
    public synchronized void full() {
        isFull = true;
        events.add(Kind.FAULT, "fault: the store is full");
    }

    /**
     * Lets each sync take that long by the broker's clock, until {@link #heal}. Publishers wait for
     * their acknowledgements meanwhile.
     */
    public void slowSync(Duration sync) {
        syncNanos = nanos("slowSync", sync);
        events.add(Kind.FAULT, "fault: a sync of the store takes " + sync.toMillis() + " ms");
    }

    /**
     * Lets each read take that long by the broker's clock, until {@link #heal}: a subscription that
     * has to catch up, or sends something again, waits for it.
     */
    public void slowRead(Duration read) {
        readNanos = nanos("slowRead", read);
        events.add(Kind.FAULT, "fault: a read of the store takes " + read.toMillis() + " ms");
    }

    private static long nanos(String fault, Duration time) {
        if (time.isNegative() || time.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: 0 to 1 day)".formatted(fault, time));
        }
        return time.toNanos();
    }

    /** Ends all faults. What waits for a slow sync or a slow read goes on at once. */
    public void heal() {
        synchronized (this) {
            failing = 0;
            isFull = false;
            syncNanos = 0;
            readNanos = 0;
        }
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    long syncNanos() {
        return syncNanos;
    }

    long readNanos() {
        return readNanos;
    }

    /** Keeps what goes on at once when the faults end. */
    void waits(Runnable goOn) {
        waiting.add(goOn);
    }

    void waitsNoMore(Runnable goOn) {
        waiting.remove(goOn);
    }

    /**
     * Checks whether a message can be stored.
     *
     * @throws StoreException if a fault forbids it
     */
    synchronized void check(String channel) {
        if (isFull) {
            throw new StoreException(
                    StoreException.Kind.FULL, "append", channel, "the test has filled the store");
        }
        if (failing > 0) {
            failing--;
            events.add(Kind.FAULT, "", channel, 0, "fault: a message to " + channel + " fails");
            throw new StoreException(
                    StoreException.Kind.IO, "append", channel, "the test lets the store fail");
        }
    }
}
