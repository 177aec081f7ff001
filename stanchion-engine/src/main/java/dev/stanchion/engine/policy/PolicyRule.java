package dev.stanchion.engine.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an operator wants for some positions. Immutable.
 *
 * @param settings at least one; each key once
 */
public record PolicyRule(PolicyTarget target, List<PolicySetting> settings) {
    /**
     * Checks the settings.
     *
     * @throws PolicyException if a key is there twice, or none is
     */
    public PolicyRule {
        settings = List.copyOf(settings);
        if (settings.isEmpty()) {
            throw new PolicyException("policy for " + target + " without a key", "at least one");
        }
        List<PolicyKey> seen = new ArrayList<>();
        for (PolicySetting each : settings) {
            if (seen.contains(each.key())) {
                throw new PolicyException(
                        "policy for " + target + ": " + each.key().text() + " is there twice",
                        "each key once");
            }
            seen.add(each.key());
        }
    }

    @Override
    public String toString() {
        return settings.stream()
                .map(each -> each.key().text() + ":" + each.value())
                .collect(Collectors.joining(",", target + "=", ""));
    }
}
