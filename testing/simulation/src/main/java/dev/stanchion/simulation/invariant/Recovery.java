package dev.stanchion.simulation.invariant;

import dev.stanchion.engine.spi.RecoveredState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of one position that a store has kept.
 *
 * @param pending sequences with the members for which each is recorded
 * @param lastSent the highest sequence that the store knows to have been sent
 * @param isInUse whether a member is not recorded as closed, and may have been sent more
 * @param mayLackDeliveries whether the store reports that deliveries may be missing
 * @param isAfterCleanEnd whether the store must not have forgotten anything
 */
record Recovery(
        Map<Long, List<Long>> pending,
        long lastSent,
        boolean isInUse,
        boolean mayLackDeliveries,
        boolean isAfterCleanEnd) {
    static Recovery of(
            List<RecoveredState.Subscription> kept,
            boolean mayLackDeliveries,
            boolean isAfterCleanEnd) {
        Map<Long, List<Long>> pending = new TreeMap<>();
        for (RecoveredState.Subscription one : kept) {
            for (long sequence : one.pending()) {
                pending.computeIfAbsent(sequence, ignored -> new ArrayList<>(1))
                        .add(one.subscription().id());
            }
        }
        return new Recovery(
                pending,
                kept.stream().mapToLong(one -> one.subscription().lastSent()).max().orElse(0),
                kept.stream().anyMatch(one -> !one.subscription().closed()),
                mayLackDeliveries,
                isAfterCleanEnd);
    }
}
