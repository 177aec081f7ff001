package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who has published to a channel lately. It hears of the first message of each batch only, so it
 * costs nothing per message, and a client that never is the first of a batch is not known.
 */
@ShardOwned
public final class RecentPublishers {
    /** The bound of what is remembered: who has published longest ago is forgotten first. */
    static final int MOST = 16;

    private final List<Seen> seen = new ArrayList<>(0);
    private @Nullable Seen last;

    /** A client that has published, and when it was noticed last. */
    public record Publisher(String clientId, long atEpochNanos) {}

    private static final class Seen {
        private String clientId;
        private long atEpochNanos;

        Seen(String clientId) {
            this.clientId = clientId;
        }
    }

    /** A client has published the first message of a batch. */
    void note(String clientId, long nowEpochNanos) {
        Seen found = last;
        if (found == null || !found.clientId.equals(clientId)) {
            found = find(clientId);
            last = found;
        }
        found.atEpochNanos = nowEpochNanos;
    }

    private Seen find(String clientId) {
        Seen oldest = null;
        for (Seen each : seen) {
            if (each.clientId.equals(clientId)) {
                return each;
            }
            oldest = oldest == null || each.atEpochNanos < oldest.atEpochNanos ? each : oldest;
        }
        if (seen.size() < MOST) {
            Seen added = new Seen(clientId);
            seen.add(added);
            return added;
        }
        Seen replaced = Objects.requireNonNull(oldest);
        replaced.clientId = clientId;
        return replaced;
    }

    /** Returns who was noticed last; empty if nobody was since the server started. */
    String last() {
        return last == null ? "" : last.clientId;
    }

    /** Returns who was noticed since a moment, in no particular order. */
    public List<Publisher> since(long epochNanos) {
        return seen.stream()
                .filter(each -> each.atEpochNanos >= epochNanos)
                .map(each -> new Publisher(each.clientId, each.atEpochNanos))
                .toList();
    }
}
