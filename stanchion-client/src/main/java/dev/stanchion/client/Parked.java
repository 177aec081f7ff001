package dev.stanchion.client;

import dev.stanchion.protocol.ParkedNote;
import java.time.Instant;

/**
 * Why a message is in a channel of parked messages, {@code <channel>.parked}, and where it comes
 * from. A server of Stanchion parks a message that nobody could process, if a policy says so.
 * Immutable.
 *
 * @param channel the channel from which the message comes
 * @param sequence the position that it has there, from 1; unsigned
 * @param timestamp when the server stored it there
 * @param position which position did not get it processed: {@code group:orders}, {@code
 *     durable:CLIENT/NAME} or {@code client:CLIENT}
 * @param attempts how often it was tried; 0 if it was never sent
 * @param cause why it was parked
 * @param reason why it was parked, in words: {@code 5 attempts}, {@code behind 41}, or what the
 *     operator wrote
 * @param lastClientId the client that was sent it last; empty if none was
 * @param parkedAt when it was parked
 */
public record Parked(
        String channel,
        long sequence,
        Instant timestamp,
        String position,
        int attempts,
        Cause cause,
        String reason,
        String lastClientId,
        Instant parkedAt) {
    /** Why a message was parked. */
    public enum Cause {
        /** The message has failed as often as a policy permits. */
        ATTEMPTS,
        /** An earlier message with the same key was parked. */
        BEHIND,
        /** An operator has parked it. */
        OPERATOR,
        /** A server of a later version knows why; see the reason. */
        OTHER
    }

    static Parked of(ParkedNote note) {
        return new Parked(
                note.channel(),
                note.sequence(),
                Instant.ofEpochSecond(0, note.storedAtEpochNanos()),
                note.position(),
                note.attempts(),
                switch (note.cause()) {
                    case ATTEMPTS -> Cause.ATTEMPTS;
                    case BEHIND -> Cause.BEHIND;
                    case OPERATOR -> Cause.OPERATOR;
                    case OTHER -> Cause.OTHER;
                },
                note.reason(),
                note.lastHolder(),
                Instant.ofEpochSecond(0, note.parkedAtEpochNanos()));
    }
}
