package dev.stanchion.nats.snapshot;

import java.util.ArrayDeque;
import java.util.List;

/** The connections that were closed last. Safe for use by many threads. */
public final class History {
    private final int capacity;
    private final ArrayDeque<ConnectionSnapshot> closed = new ArrayDeque<>();

    /**
     * @param capacity how many are remembered
     */
    public History(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a connection, and removes the oldest one if there are too many. */
    public synchronized void add(ConnectionSnapshot ended) {
        if (capacity == 0) {
            return;
        }
        if (closed.size() == capacity) {
            closed.removeFirst();
        }
        closed.addLast(ended);
    }

    /** Returns the remembered connections, the oldest first. */
    public synchronized List<ConnectionSnapshot> all() {
        return List.copyOf(closed);
    }
}
