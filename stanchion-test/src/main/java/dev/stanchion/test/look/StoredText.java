package dev.stanchion.test.look;

import dev.stanchion.engine.admin.StoredMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * A message of a channel. Immutable.
 *
 * @param at when it was stored, by the broker's clock
 * @param text its data as UTF-8
 */
public record StoredText(long sequence, Instant at, String text) {
    static StoredText of(StoredMessage message) {
        return new StoredText(
                message.sequence(),
                Instant.EPOCH.plus(Duration.ofNanos(message.timestampEpochNanos())),
                new String(message.data().toByteArray(), StandardCharsets.UTF_8));
    }
}
