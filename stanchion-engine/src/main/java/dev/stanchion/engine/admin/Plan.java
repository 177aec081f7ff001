package dev.stanchion.engine.admin;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation would do if it was carried out now. Nothing has changed.
 *
 * @param summary a sentence
 * @param state identifies the state that it was planned on; {@link Administration#apply} takes it
 * @param refusal why it would be refused as it is; empty if it would be carried out
 */
public record Plan(
        Operation operation,
        String summary,
        String state,
        Effects effects,
        List<Warning> warnings,
        Optional<Failure> refusal) {
    public Plan {
        warnings = List.copyOf(warnings);
    }

    /**
     * Returns why the operation is not carried out; null if it is.
     *
     * @param agreed the state that it was planned on before; empty if any state will do
     */
    @Nullable Failure whyNot(String agreed) {
        if (!agreed.isEmpty()) {
            Optional<PlanState> before = PlanState.parse(agreed);
            if (before.isEmpty()) {
                return new Failure.Invalid("/state", "This is not the state of a plan: " + agreed);
            }
            PlanState now = PlanState.parse(state).orElseThrow();
            if (before.get().differsFrom(now)) {
                return new Failure.Stale(this, PlanDifferences.of(before.get(), now, this));
            }
        }
        return refusal.orElse(null);
    }
}
