package dev.stanchion.admin.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on after the answer. Immutable.
 *
 * <p>Work that goes on after the answer. It is gone an hour after its end, and when the server
 * stops. What it has not done by then stays parked.
 *
 * @param user who has begun it
 * @param state {@code stopped} means that it has ended itself because going on would do harm
 * @param ended null if there is none
 * @param total how many messages there were when it began
 * @param done how many were sent again
 * @param refused how many could not be sent again: they are gone from their channel, their position
 *     has ended, or somebody was faster
 * @param parkedAgain how many of those that were sent again are parked again by now
 * @param sentence how it has ended; null if there is none
 */
public record Job(
        String id,
        String kind,
        String channel,
        String user,
        String state,
        Instant began,
        @Nullable Instant ended,
        long total,
        long done,
        long refused,
        long parkedAgain,
        @Nullable String sentence) {}
