package dev.stanchion.server;

import dev.stanchion.engine.policy.Policies;
import dev.stanchion.engine.policy.Policy;
import dev.stanchion.engine.policy.PolicyKey;
import dev.stanchion.engine.policy.PolicyRule;
import dev.stanchion.engine.policy.PolicySetting;
import dev.stanchion.protocol.ChannelGlob;
import java.time.Duration;

/**
 * Compares delays of policies with the age at which messages are removed: nobody would ever get a
 * message that is removed before its delay is over. Pure.
 */
final class DelaysWithinAge {
    private DelaysWithinAge() {}

    /**
     * Checks all policies.
     *
     * @throws ConfigurationException if the messages of a channel are removed before a delay is
     *     over
     */
    static void check(Policies policies, LimitsTable limits) {
        for (PolicyRule rule : policies.rules()) {
            for (PolicySetting each : rule.settings()) {
                if (each.key() == PolicyKey.DELAY) {
                    check(each, rule.target().channels(), limits);
                }
            }
        }
    }

    private static void check(PolicySetting setting, ChannelGlob channels, LimitsTable limits) {
        String pattern = channels.toString();
        boolean isName = pattern.indexOf('*') < 0 && !pattern.endsWith(">");
        check(setting, pattern, isName ? limits.of(pattern) : limits.ofServer());
        for (LimitsTable.Row row : limits.rows()) {
            if (!isName && overlap(channels, row.pattern().toString())) {
                check(setting, row.pattern().toString(), row.limits());
            }
        }
    }

    /** Names of limits may have characters that no pattern of policies can fit. */
    private static boolean overlap(ChannelGlob channels, String limited) {
        boolean isPattern = limited.indexOf('*') >= 0 || limited.endsWith(">");
        return channels.matches(limited)
                || (isPattern
                        && limited.indexOf('/') < 0
                        && channels.overlaps(new ChannelGlob(limited)));
    }

    private static void check(PolicySetting setting, String channel, Limits limits) {
        Duration delay = setting.appliedTo(Policy.NONE).delay();
        Duration age = limits.maxAge();
        if (!age.isZero() && age.compareTo(delay) <= 0) {
            throw new ConfigurationException(
                    "policies",
                    "%s: delay: %s for %s (expected: less than its max_age, %s)"
                            .formatted(
                                    setting.place(),
                                    setting.value(),
                                    channel,
                                    GoText.duration(age)));
        }
    }
}
