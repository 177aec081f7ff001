package dev.stanchion.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The channels that JetStream clients may write to. The narrowest pattern that matches a channel
 * decides. Immutable.
 */
public final class NativeWriters implements Predicate<String> {
    private final boolean isEverywhere;
    private final Map<ChannelPattern, Boolean> byPattern = new TreeMap<>();

    /**
     * @param isEverywhere what holds for channels that no pattern matches
     * @param patterns whether others may write, by channel name or pattern
     * @throws ConfigurationException if a pattern is not valid
     */
    public NativeWriters(boolean isEverywhere, Map<String, Boolean> patterns) {
        this.isEverywhere = isEverywhere;
        patterns.forEach((pattern, may) -> byPattern.put(new ChannelPattern(pattern), may));
    }

    @Override
    public boolean test(String channel) {
        boolean may = isEverywhere;
        for (Map.Entry<ChannelPattern, Boolean> each : byPattern.entrySet()) {
            if (each.getKey().matches(channel)) {
                may = each.getValue(); // wide patterns come first
            }
        }
        return may;
    }
}
