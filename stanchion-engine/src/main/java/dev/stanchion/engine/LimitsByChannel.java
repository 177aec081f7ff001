package dev.stanchion.engine;

/** Limits of single channels. Safe for use by many threads. */
@FunctionalInterface
public interface LimitsByChannel {
    /** Returns the limits for a channel of this name; its {@code maxChannels} is not looked at. */
    StoreLimits of(String channel);
}
