package dev.stanchion.engine.client;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How often client IDs have connected lately, so that a client that comes and goes can be seen. It
 * keeps the IDs that connected last, and forgets the others.
 */
@ShardOwned
final class RecentConnects {
    /** What happened longer ago does not count. */
    static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(5);

    /** The number of client IDs that it keeps. */
    static final int MOST_IDS = 1024;

    /** The number of connects of an ID that it counts. */
    static final int MOST_CONNECTS = 100;

    private final Map<String, Deque<Long>> byId = new LinkedHashMap<>();

    /** A client with this ID has connected. */
    void happened(String clientId, long nowNanos) {
        Deque<Long> times = byId.remove(clientId);
        if (times == null) {
            times = new ArrayDeque<>();
        }
        byId.put(clientId, times);
        times.addLast(nowNanos);
        if (times.size() > MOST_CONNECTS) {
            times.removeFirst();
        }
        if (byId.size() > MOST_IDS) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    /** Returns how often an ID has connected in the last five minutes. */
    int of(String clientId, long nowNanos) {
        Deque<Long> times = byId.get(clientId);
        if (times == null) {
            return 0;
        }
        while (!times.isEmpty() && nowNanos - times.getFirst() > WINDOW_NANOS) {
            times.removeFirst();
        }
        if (times.isEmpty()) {
            byId.remove(clientId);
        }
        return times.size();
    }
}
