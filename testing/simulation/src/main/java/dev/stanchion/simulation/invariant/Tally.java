package dev.stanchion.simulation.invariant;

import java.util.EnumMap;
import java.util.Map;

/** Counts events by kind, so that a simulation that tests nothing is noticed. */
public final class Tally {
    private final Map<Event, Long> counts = new EnumMap<>(Event.class);

    /** Something that should occur in a good mix of seeds. */
    public enum Event {
        PUBLISH_ACKED,
        PUBLISH_REFUSED,
        FIRST_DELIVERY,
        REDELIVERY,
        MOVED_TO_OTHER_MEMBER,
        ACK,
        CLIENT_CONNECTED,
        CLIENT_REFUSED,
        CLIENT_REPLACED,
        SUBSCRIBED,
        SUBSCRIBE_REFUSED,
        DURABLE_RESUMED,
        MEMBER_LEFT,
        MEMBERS_LEFT_TOGETHER,
        CRASH_SURVIVED,
        COMMIT_LOST,
        FOREIGN_WRITE,
        PURGED,
        PARKED,
        PARKED_BEHIND,
        REDRIVEN,
        PAUSED,
        SENT_WHEN_ITS_KEY_WAS_FREE,
        ANSWER_HEARD_LATE
    }

    public void count(Event event) {
        counts.merge(event, 1L, Long::sum);
    }

    public void add(Tally other) {
        other.counts.forEach((event, count) -> counts.merge(event, count, Long::sum));
    }

    public long of(Event event) {
        return counts.getOrDefault(event, 0L);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
