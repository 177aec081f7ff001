package dev.stanchion.engine.finding;

import dev.stanchion.engine.diagnosis.Told;
import dev.stanchion.engine.shard.ShardOwned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The findings that hold, at most {@link #MOST}. It tells the log when one appears and when it
 * ends.
 */
@ShardOwned
final class Board {
    private static final Logger LOG = LoggerFactory.getLogger(Board.class);

    static final int MOST = 200;

    /** Two channels of near names may change their publishers and listeners often. */
    private static final long NAMES_TOLD_AGAIN_NANOS = Duration.ofHours(1).toNanos();

    private final FindingKinds kinds;
    private final Map<Key, Live> live = new LinkedHashMap<>();
    private final Map<Key, Long> namesTold = new LinkedHashMap<>();
    private long lookedEpochNanos;

    /** What makes two findings the same one, whatever its facts are now. */
    private record Key(FindingKind kind, String about) {
        static Key of(Finding finding) {
            return new Key(finding.kind(), finding.about());
        }
    }

    private record Live(LiveFinding shown, boolean isTold) {}

    Board(FindingKinds kinds) {
        this.kinds = kinds;
    }

    /** A finding holds. */
    void add(Finding finding, long nowEpochNanos) {
        if (!kinds.contains(finding.kind())) {
            return;
        }
        Key key = Key.of(finding);
        Live before = live.get(key);
        if (before != null) {
            LiveFinding same = new LiveFinding(finding, before.shown().sinceEpochNanos());
            live.put(key, new Live(same, before.isTold()));
        } else if (live.size() < MOST) {
            boolean isTold = mayTell(key, nowEpochNanos);
            live.put(key, new Live(new LiveFinding(finding, nowEpochNanos), isTold));
            if (isTold) {
                LOG.warn(
                        "Finding {}: {} {}",
                        finding.kind().code(),
                        finding.sentence(),
                        finding.remedy());
            }
        }
    }

    private boolean mayTell(Key key, long nowEpochNanos) {
        if (key.kind() != FindingKind.NEAR_MISS_NAME) {
            return true;
        }
        namesTold.values().removeIf(told -> nowEpochNanos - told >= NAMES_TOLD_AGAIN_NANOS);
        if (namesTold.containsKey(key) || namesTold.size() >= MOST) {
            return false;
        }
        namesTold.put(key, nowEpochNanos);
        return true;
    }

    /** These findings hold, and no others. */
    void replace(Collection<Finding> all, long nowEpochNanos) {
        Set<Key> now = new HashSet<>();
        all.forEach(each -> now.add(Key.of(each)));
        List<Key> over = new ArrayList<>(live.keySet());
        over.removeAll(now);
        over.forEach(each -> end(each, nowEpochNanos));
        all.forEach(each -> add(each, nowEpochNanos));
        lookedEpochNanos = nowEpochNanos;
    }

    private void end(Key key, long nowEpochNanos) {
        Live ended = live.remove(key);
        if (ended != null && ended.isTold()) {
            LOG.info(
                    "Finding {} is over after {}: {}",
                    key.kind().code(),
                    Told.duration(nowEpochNanos - ended.shown().sinceEpochNanos()),
                    key.about());
        }
    }

    /** Returns what holds, the oldest first. */
    Findings findings() {
        return new Findings(
                live.values().stream().map(Live::shown).toList(), kinds, lookedEpochNanos);
    }
}
