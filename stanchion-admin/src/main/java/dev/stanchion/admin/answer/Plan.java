package dev.stanchion.admin.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what a change would do, or what it has done. Immutable.
 *
 * @param state for {@code If-Match}; null in a result
 * @param summary what the change does, in a sentence
 * @param changes the settings that a reload changes, each with its new value, unless that is secret
 *     or long
 * @param refusal why the change would be refused as it is; null if there is none
 * @param undo the request that takes the change back; null if there is none
 * @param sequence the sequence of a published message; null if there is none
 */
public record Plan(
        boolean dryRun,
        @Nullable String state,
        String summary,
        Effects effects,
        List<String> changes,
        List<Warning> warnings,
        @Nullable String refusal,
        @Nullable Undo undo,
        @Nullable Long sequence) {
    public Plan {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
    }
}
