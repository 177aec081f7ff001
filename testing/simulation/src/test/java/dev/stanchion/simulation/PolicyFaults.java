package dev.stanchion.simulation;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.PolicyKey;
import dev.stanchion.engine.policy.PolicyRule;
import dev.stanchion.engine.policy.PolicySetting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Engines that follow another policy than an operator wants. */
final class PolicyFaults {
    private PolicyFaults() {}

    /** Tries each message once more than the policy permits. */
    static Policies oneAttemptMore(Policies wanted) {
        return withAttempts(wanted, attempts -> attempts + 1);
    }

    /** Parks each message one attempt too early. */
    static Policies oneAttemptLess(Policies wanted) {
        return withAttempts(wanted, attempts -> Math.max(1, attempts - 1));
    }

    private static Policies withAttempts(Policies wanted, IntUnaryOperator change) {
        List<PolicyRule> rules = new ArrayList<>();
        for (PolicyRule rule : wanted.rules()) {
            List<PolicySetting> settings =
                    rule.settings().stream()
                            .map(each -> {
                                if (each.key() != PolicyKey.MAX_DELIVERIES) {
                                    return each;
                                }
                                int attempts = change.applyAsInt(Integer.parseInt(each.value()));
                                return new PolicySetting(
                                        each.key(), String.valueOf(attempts), each.place());
                            })
                            .toList();
            rules.add(new PolicyRule(rule.target(), settings));
        }
        return new Policies(rules);
    }

    /** Sends messages whatever key is busy. */
    static Policies withoutKeys(Policies wanted) {
        return without(PolicyKey.KEY, wanted);
    }

    /** Sends messages whatever key is held by a parked one. */
    static Policies withoutHolds(Policies wanted) {
        return without(PolicyKey.ON_PARKED, wanted);
    }

    private static Policies without(PolicyKey key, Policies wanted) {
        List<PolicyRule> rules = new ArrayList<>();
        for (PolicyRule rule : wanted.rules()) {
            List<PolicySetting> left =
                    rule.settings().stream().filter(each -> each.key() != key).toList();
            if (!left.isEmpty()) {
                rules.add(new PolicyRule(rule.target(), left));
            }
        }
        return new Policies(rules);
    }
}
