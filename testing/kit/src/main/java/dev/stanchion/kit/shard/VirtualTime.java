package dev.stanchion.kit.shard;

import java.util.PriorityQueue;

/**
 * A clock that moves only on demand, and the events that are planned on it. Confined to the thread
 * of the test or of the simulation.
 *
 * <p>Events at the same time happen in the order in which they were planned.
 */
public final class VirtualTime {
    /** Far from 0, so that a time of day mixed up with an elapsed time is noticed. */
    private static final long FIRST_EPOCH_NANOS = 1_800_000_000_000_000_000L;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nowNanos = 1_000_000_000L;
    private long wallShiftNanos;
    private long planned;

    /** Something that will happen unless it is called off. */
    public static final class Event implements Comparable<Event> {
        private final long atNanos;
        private final long order;
        private final Runnable happening;
        private boolean cancelled;

        private Event(long atNanos, long order, Runnable happening) {
            this.atNanos = atNanos;
            this.order = order;
            this.happening = happening;
        }

        /** Calls it off; this does nothing if it has happened. */
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    /** Returns the time that never goes back. */
    public long elapsedNanos() {
        return nowNanos;
    }

    /** Returns the time of day. */
    public long epochNanos() {
        return FIRST_EPOCH_NANOS + nowNanos + wallShiftNanos;
    }

    /** Sets the time of day forward, or back if negative; the elapsed time takes no notice. */
    public void jumpWall(long nanos) {
        wallShiftNanos += nanos;
    }

    /**
     * Plans an event after a delay. A delay of 0 or less means now, but after the events that are
     * already planned for now.
     */
    public Event after(long delayNanos, Runnable happening) {
        Event event = new Event(nowNanos + Math.max(0, delayNanos), planned++, happening);
        events.add(event);
        return event;
    }

    /** Lets time pass without any event. Events that become due happen late. */
    public void pass(long nanos) {
        nowNanos += nanos;
    }

    /** Returns whether an event is planned for this time or earlier. */
    public boolean isDueBy(long nanos) {
        dropCancelled();
        Event next = events.peek();
        return next != null && next.atNanos <= nanos;
    }

    /** Moves to the next event, if it is not past already, and lets it happen. */
    public void happenNext() {
        dropCancelled();
        Event next = events.remove();
        nowNanos = Math.max(nowNanos, next.atNanos);
        next.happening.run();
    }

    private void dropCancelled() {
        for (Event next = events.peek(); next != null && next.cancelled; next = events.peek()) {
            events.remove();
        }
    }
}
