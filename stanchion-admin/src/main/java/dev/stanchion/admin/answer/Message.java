package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a channel. Immutable.
 *
 * @param reply null if there is none
 * @param data the content, if it is UTF-8; null if there is none
 * @param dataBase64 the content otherwise; null if there is none
 */
public record Message(
        long sequence,
        Instant time,
        long size,
        @Nullable String reply,
        @Nullable String data,
        @Nullable String dataBase64,
        List<Delivery> deliveries) {
    public Message {
        deliveries = List.copyOf(deliveries);
    }
}
