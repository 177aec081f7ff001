package dev.stanchion.engine.diagnosis;

import java.util.List;

/**
 * The answer to the question why messages of a channel do not arrive. Immutable.
 *
 * @param epochNanos when the shard looked
 * @param reasons the most blocking first
 */
public record Diagnosis(String channel, long epochNanos, List<Standstill> reasons) {
    public Diagnosis {
        reasons = List.copyOf(reasons);
    }

    /** Returns whether something is wrong. */
    public boolean isWrong() {
        return reasons.stream().anyMatch(Standstill::isWrong);
    }
}
