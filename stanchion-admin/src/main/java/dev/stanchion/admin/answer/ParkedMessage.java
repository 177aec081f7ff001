package dev.stanchion.admin.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Describes a parked message of one channel. Immutable.
 *
 * @param sequence in the channel of parked messages
 * @param position {@code group:orders}, {@code durable:CLIENT/NAME} or {@code client:CLIENT/7},
 *     with the number of the subscription
 * @param originalSequence in the channel where it was published
 * @param lastHolder the client that was sent it last; null if there is none
 * @param copies how often it is there, if a crash came while it was parked; null if there is none
 * @param reply null if there is none
 * @param data the content, if it is UTF-8; of one message only; null if there is none
 * @param dataBase64 the content otherwise; null if there is none
 */
public record ParkedMessage(
        long sequence,
        String position,
        String reason,
        long attempts,
        Instant parkedAt,
        long originalSequence,
        Instant storedAt,
        @Nullable String lastHolder,
        long size,
        @Nullable Long copies,
        @Nullable String reply,
        @Nullable String data,
        @Nullable String dataBase64) {}
