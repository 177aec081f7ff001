package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import java.util.HashMap;
import java.util.Map;

/**
 * How often each message was sent again. Only messages that were have an entry; lost at a restart,
 * as the protocol allows ({@code spec/streaming.md} 11.1).
 */
@ShardOwned
final class RedeliveryCounts {
    private final Map<Long, Integer> counts = new HashMap<>();

    /** Counts one more and returns the number: 1 the first time; 0 is skipped when it wraps. */
    int next(long sequence) {
        return counts.merge(sequence, 1, (count, one) -> count + one == 0 ? 1 : count + one);
    }

    /** Returns the highest count; 0 if no message was sent again. */
    int highest() {
        int highest = 0;
        for (int count : counts.values()) {
            highest = Math.max(highest, count);
        }
        return highest;
    }

    /** Takes back the last count, because the message was not sent after all. */
    void takeBack(long sequence) {
        counts.computeIfPresent(sequence, (ignored, count) -> count == 1 ? null : count - 1);
    }

    /** Returns how often the message was sent again. */
    int of(long sequence) {
        return counts.getOrDefault(sequence, 0);
    }

    /** Returns whether the message was sent again. */
    boolean forget(long sequence) {
        return !counts.isEmpty() && counts.remove(sequence) != null;
    }
}
