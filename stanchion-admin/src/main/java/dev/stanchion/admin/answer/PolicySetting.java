package dev.stanchion.admin.answer;

import org.jspecify.annotations.Nullable;

/**
 * One setting of a policy, and where it is written. Immutable.
 *
 * @param channels a channel, or a pattern of channels
 * @param group only queue groups of this name or pattern; null if there is none
 * @param durable only plain durables of this name or pattern; null if there is none
 * @param value in the form of the flag: 1s/10s/1m
 * @param file the configuration file that has it; null if there is none
 * @param line null if there is none
 * @param flag instead of a file: the flag on the command line; null if there is none
 */
public record PolicySetting(
        String channels,
        @Nullable String group,
        @Nullable String durable,
        String key,
        String value,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable String flag) {}
