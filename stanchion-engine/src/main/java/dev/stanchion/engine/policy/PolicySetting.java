package dev.stanchion.engine.policy;

/**
 * One key of a rule with its value. Immutable.
 *
 * @param value as users write it behind a flag: {@code 1s/10s/1m}
 * @param place where it is written
 */
public record PolicySetting(PolicyKey key, String value, PolicyPlace place) {
    /**
     * Checks the value.
     *
     * @throws PolicyException if it is not one for the key
     */
    public PolicySetting {
        PolicyValues.change(Policy.NONE, key, value);
    }

    /** Returns the policy with this value. */
    public Policy appliedTo(Policy policy) {
        return PolicyValues.change(policy, key, value);
    }
}
