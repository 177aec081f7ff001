package dev.stanchion.admin.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says who has paused a position, and until when. Immutable.
 *
 * @param until null if it does not end by itself
 * @param reason null if there is none
 */
public record Pause(
        boolean wholeChannel,
        String by,
        Instant since,
        @Nullable Instant until,
        @Nullable String reason) {}
