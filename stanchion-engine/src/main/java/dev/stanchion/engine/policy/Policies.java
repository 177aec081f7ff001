package dev.stanchion.engine.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The policies of a server, from the top to the bottom. For each key the first rule wins that fits
 * and has the key. Immutable.
 */
public record Policies(List<PolicyRule> rules) {
    /** Off. */
    public static final Policies NONE = new Policies(List.of());

    private static final int MAX_RULES = 1000;

    /**
     * Checks the number of rules.
     *
     * @throws PolicyException if there are too many
     */
    public Policies {
        rules = List.copyOf(rules);
        if (rules.size() > MAX_RULES) {
            throw new PolicyException(rules.size() + " policies", "at most " + MAX_RULES);
        }
    }

    /**
     * Returns what the rules come to for a position of a channel.
     *
     * @param queueGroup {@code group} or {@code durable:group}; empty if the position is no group's
     * @param durableName empty for groups and for subscriptions that are not durable
     */
    public Policy of(String channel, String queueGroup, String durableName) {
        if (rules.isEmpty()) {
            return Policy.NONE;
        }
        Policy policy = Policy.NONE;
        for (PolicySetting each : settingsOf(channel, queueGroup, durableName).values()) {
            policy = each.appliedTo(policy);
        }
        return policy;
    }

    /** Returns the setting of each key that holds for a position of a channel. */
    public Map<PolicyKey, PolicySetting> settingsOf(
            String channel, String queueGroup, String durableName) {
        Map<PolicyKey, PolicySetting> settings = new EnumMap<>(PolicyKey.class);
        for (PolicyRule rule : rules) {
            if (rule.target().fits(channel, queueGroup, durableName)) {
                rule.settings().forEach(each -> settings.putIfAbsent(each.key(), each));
            }
        }
        return settings;
    }

    /** Returns whose setting of a key holds for a position of a channel; empty if none does. */
    public Optional<PolicyTarget> targetOf(
            PolicyKey key, String channel, String queueGroup, String durableName) {
        return rules.stream()
                .filter(rule ->
                        rule.target().fits(channel, queueGroup, durableName)
                                && rule.settings().stream().anyMatch(each -> each.key() == key))
                .map(PolicyRule::target)
                .findFirst();
    }

    /** Returns these rules and, below them, others. */
    public Policies above(Policies others) {
        List<PolicyRule> all = new ArrayList<>(rules);
        all.addAll(others.rules);
        return new Policies(all);
    }

    @Override
    public String toString() {
        return rules.stream().map(PolicyRule::toString).collect(Collectors.joining(";"));
    }
}
