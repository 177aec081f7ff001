package dev.stanchion.engine.finding;

import dev.stanchion.engine.shard.ShardOwned;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Clients that were refused lately when they connected. */
@ShardOwned
final class RefusedConnects {
    private static final long LATELY_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int DUPLICATES = 3;

    /** The bound of what is remembered of each sort: the oldest is forgotten first. */
    private static final int MOST = Board.MOST / 4;

    /** Beyond it, only the number of the last ones counts. */
    private static final int MOST_TIMES = 100;

    private final Map<String, Refused> byClientId = new LinkedHashMap<>();
    private final Map<String, Wrong> byClusterId = new LinkedHashMap<>();

    private static final class Refused {
        private final Deque<Long> times = new ArrayDeque<>();
        private String wantedBy = "";
        private String heldBy = "";

        void forgetBefore(long nanos) {
            while (!times.isEmpty() && times.getFirst() < nanos) {
                times.removeFirst();
            }
        }

        Finding.DuplicateId of(String clientId) {
            return new Finding.DuplicateId(clientId, times.size(), wantedBy, heldBy);
        }
    }

    private record Wrong(Finding.WrongClusterId finding, long atNanos) {}

    /** A client ID was refused because another connection holds it. */
    void duplicate(String clientId, String wantedBy, String heldBy, long nowNanos) {
        Refused refused = byClientId.remove(clientId);
        if (refused == null) {
            refused = new Refused();
            makeRoom(byClientId);
        }
        refused.forgetBefore(nowNanos - LATELY_NANOS);
        if (refused.times.size() == MOST_TIMES) {
            refused.times.removeFirst();
        }
        refused.times.addLast(nowNanos);
        refused.wantedBy = wantedBy;
        refused.heldBy = heldBy;
        byClientId.put(clientId, refused);
    }

    /** A client has asked for a cluster that is not here. */
    void wrongCluster(Finding.WrongClusterId finding, long nowNanos) {
        if (byClusterId.remove(finding.asked()) == null) {
            makeRoom(byClusterId);
        }
        byClusterId.put(finding.asked(), new Wrong(finding, nowNanos));
    }

    private static void makeRoom(Map<String, ?> map) {
        if (map.size() >= MOST) {
            map.remove(map.keySet().iterator().next());
        }
    }

    /** Returns the finding about a client ID, if there is one. */
    Optional<Finding> of(String clientId) {
        Refused refused = byClientId.get(clientId);
        return refused == null || refused.times.size() < DUPLICATES
                ? Optional.empty()
                : Optional.of(refused.of(clientId));
    }

    /** Returns how often a client ID was refused lately, also if that is no finding. */
    Optional<Finding.DuplicateId> lately(String clientId, long nowNanos) {
        Refused refused = byClientId.get(clientId);
        if (refused == null) {
            return Optional.empty();
        }
        refused.forgetBefore(nowNanos - LATELY_NANOS);
        return refused.times.isEmpty() ? Optional.empty() : Optional.of(refused.of(clientId));
    }

    /** Returns all findings, and forgets what was long ago. */
    List<Finding> findings(long nowNanos) {
        long since = nowNanos - LATELY_NANOS;
        byClientId.values().forEach(each -> each.forgetBefore(since));
        byClientId.values().removeIf(each -> each.times.isEmpty());
        byClusterId.values().removeIf(each -> each.atNanos() < since);
        return Stream.concat(
                        byClientId.keySet().stream().flatMap(id -> of(id).stream()),
                        byClusterId.values().stream().map(Wrong::finding))
                .toList();
    }
}
