package dev.stanchion.engine.finding;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.protocol.NearName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Channels of near names of which one has publishers and no listener, and the other one listeners
 * and no message.
 *
 * <p>A name is compared once, when it gets into such a state, with the names in the other state. So
 * of two names the later one finds the earlier one, and a server with many channels compares few
 * names at a time.
 */
@ShardOwned
final class NearMisses {
    /** The bound of pairs that are remembered. */
    private static final int MOST_PAIRS = Board.MOST;

    /** The bound of names with which one is compared, which takes less than a millisecond. */
    private static final int MOST_COMPARED = 4_000;

    private Map<String, Side> published = new HashMap<>();
    private Map<String, Side> listened = new HashMap<>();
    private final Set<String> unseen = new LinkedHashSet<>();
    private final Map<String, String> pairs = new LinkedHashMap<>();

    /**
     * A channel that somebody uses from one side.
     *
     * @param isListened whether it has listeners; else it has publishers and no listener
     * @param firstEpochNanos when the first kept message was stored
     * @param lastEpochNanos when the last one was; 0 if there was none
     */
    record Side(String channel, boolean isListened, long firstEpochNanos, long lastEpochNanos) {}

    /** These are the channels that are used from one side now. */
    void replace(Collection<Side> sides) {
        Map<String, Side> newPublished = new HashMap<>();
        Map<String, Side> newListened = new HashMap<>();
        for (Side side : sides) {
            Map<String, Side> before = side.isListened() ? listened : published;
            (side.isListened() ? newListened : newPublished).put(side.channel(), side);
            if (!before.containsKey(side.channel())) {
                unseen.add(side.channel());
            }
        }
        published = newPublished;
        listened = newListened;
        unseen.removeIf(name -> !published.containsKey(name) && !listened.containsKey(name));
        pairs.entrySet().removeIf(pair -> !holds(pair.getKey(), pair.getValue()));
    }

    /** Compares one name that has come since; false if there is none. */
    boolean compareNext() {
        Iterator<String> names = unseen.iterator();
        if (!names.hasNext()) {
            return false;
        }
        String name = names.next();
        names.remove();
        boolean isListened = listened.containsKey(name);
        List<String> others = new ArrayList<>();
        for (String other : (isListened ? published : listened).keySet()) {
            if (others.size() < MOST_COMPARED
                    && holds(isListened ? other : name, isListened ? name : other)) {
                others.add(other);
            }
        }
        Collections.sort(others);
        NearName.of(name, others)
                .ifPresent(near -> add(isListened ? near : name, isListened ? name : near));
        return true;
    }

    private void add(String publishedTo, String listenedTo) {
        if (pairs.size() < MOST_PAIRS) {
            pairs.put(publishedTo, listenedTo);
        }
    }

    /** Since somebody publishes to the one channel, nobody does to the other one. */
    private boolean holds(String publishedTo, String listenedTo) {
        Side one = published.get(publishedTo);
        Side other = listened.get(listenedTo);
        return one != null && other != null && other.lastEpochNanos() < one.firstEpochNanos();
    }

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        pairs.forEach((one, other) -> found.add(new Finding.NearMissName(one, other)));
        return found;
    }
}
