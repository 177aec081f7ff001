package dev.stanchion.engine.channel;

import dev.stanchion.engine.spi.ChannelLimits;

/** The limits and the idle time of each channel. Safe for use by many threads. */
@FunctionalInterface
public interface ChannelRules {
    /** Returns the rule for a channel of this name. */
    Rule of(String channel);

    /**
     * One channel's limits.
     *
     * @param maxSubscriptions 0 means unlimited
     * @param maxInactivityNanos 0 means never deleted
     */
    record Rule(ChannelLimits storage, int maxSubscriptions, long maxInactivityNanos) {}
}
