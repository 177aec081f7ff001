package dev.stanchion.test.look;

import dev.stanchion.engine.admin.ParkedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A parked message that was neither redriven nor dropped. Immutable.
 *
 * @param sequence in the channel of parked messages
 * @param originSequence in the channel where it failed
 * @param attempts how often it was tried
 * @param cause {@code attempts}, {@code behind} or {@code operator}
 * @param text its data as UTF-8
 */
public record ParkedText(
        long sequence, long originSequence, int attempts, String cause, String text) {
    static ParkedText of(ParkedMessage message) {
        return new ParkedText(
                message.sequence(),
                message.note().sequence(),
                message.note().attempts(),
                message.note().cause().name().toLowerCase(Locale.ROOT),
                new String(message.data().toByteArray(), StandardCharsets.UTF_8));
    }
}
