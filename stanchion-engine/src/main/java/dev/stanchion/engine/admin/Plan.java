package dev.stanchion.engine.admin;

import java.util.List;
import java.util.Optional;

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
}
