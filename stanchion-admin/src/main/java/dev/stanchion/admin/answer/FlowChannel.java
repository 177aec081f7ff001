package dev.stanchion.admin.answer;

import java.util.List;

/**
 * Describes a channel in the picture. Immutable.
 *
 * @param inPerSecond 0 outside of live data, because a rate needs two looks
 * @param isLate whether messages of a position have waited for more than five seconds
 * @param positions the one that is farthest behind first
 * @param morePositions how many positions are left out
 */
public record FlowChannel(
        String name,
        long messages,
        long lastSequence,
        double inPerSecond,
        boolean isLate,
        List<Publisher> publishers,
        List<PositionSummary> positions,
        long morePositions) {
    public FlowChannel {
        publishers = List.copyOf(publishers);
        positions = List.copyOf(positions);
    }
}
