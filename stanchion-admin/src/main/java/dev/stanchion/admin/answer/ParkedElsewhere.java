package dev.stanchion.admin.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Describes a parked message in the list of all channels. Immutable.
 *
 * @param channel where it was published
 * @param sequence in the channel of parked messages
 * @param position {@code group:orders}, {@code durable:CLIENT/NAME} or {@code client:CLIENT}
 * @param originalSequence in the channel where it was published
 * @param lastHolder the client that was sent it last; null if there is none
 * @param copies how often it is there, if a crash came while it was parked; null if there is none
 */
public record ParkedElsewhere(
        String channel,
        long sequence,
        String position,
        String reason,
        long attempts,
        Instant parkedAt,
        long originalSequence,
        Instant storedAt,
        @Nullable String lastHolder,
        long size,
        @Nullable Long copies) {}
