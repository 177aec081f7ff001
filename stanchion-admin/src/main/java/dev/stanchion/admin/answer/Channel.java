package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a channel. Immutable.
 *
 * @param lastPublish when the last message was stored, also if it is not kept any more. It is null
 *     if there never was one
 * @param positions how many groups, durables and other subscriptions have a position
 * @param lagMessages unsent and unacknowledged messages of the position that is farthest behind
 * @param lagSeconds the age of the oldest of them
 * @param parked how many of its messages are parked, and neither redriven nor dropped. After a
 *     restart the number is 0 until the server has read what is parked, which the first question
 *     begins
 * @param publishers of one channel only
 * @param asOf null if there is none
 */
public record Channel(
        String name,
        long messages,
        long bytes,
        long firstSequence,
        long lastSequence,
        @Nullable Instant lastPublish,
        long subscriptions,
        long positions,
        long lagMessages,
        double lagSeconds,
        long parked,
        List<Publisher> publishers,
        @Nullable Instant asOf) {
    public Channel {
        publishers = List.copyOf(publishers);
    }
}
