package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The busy keys of a group that a policy orders by key. Immutable.
 *
 * @param isOrdered whether a policy orders the group by key
 * @param total how many keys have an unacknowledged message
 * @param waiting how many messages wait because their key is busy or held
 * @param maxWaiting how many may wait before new messages do; null if the group is not ordered
 * @param held how many keys are held because a message with them was parked
 */
public record KeyTable(
        boolean isOrdered,
        List<BusyKey> items,
        long total,
        long waiting,
        @Nullable Long maxWaiting,
        long held,
        Instant asOf) {
    public KeyTable {
        items = List.copyOf(items);
    }
}
