package dev.stanchion.kit.store.page;

import static java.util.Map.entry;

import java.util.Map;

/** Scenarios that do not apply here, each with the reason. */
final class Exemptions {
    private static final Map<String, String> REASONS =
            Map.ofEntries(
                    entry("13", "limits are immutable values: no caller can change them"),
                    entry(
                            "61",
                            "no cache makes messages durable by being full: what was not committed"
                                    + " is not promised"));

    private Exemptions() {}

    static String of(Scenario scenario) {
        return REASONS.getOrDefault(scenario.number(), "");
    }
}
