package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;

/**
 * The limits and the policies of a channel. Immutable.
 *
 * @param limits 0 means unlimited
 * @param policies those that are about this channel, from the top to the bottom: the first one of a
 *     key holds
 */
public record ChannelSettings(ChannelLimits limits, List<PolicySetting> policies, Instant asOf) {
    public ChannelSettings {
        policies = List.copyOf(policies);
    }
}
