package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as an export writes it. Immutable.
 *
 * @param type null if there is none
 * @param channel where the message was; an import goes by its path; null if there is none
 * @param time when the message was stored
 * @param reply the subject to answer to; null if there is none
 * @param data the content, if it is text without control characters; null if there is none
 * @param dataBase64 the content, if it is not; null if there is none
 * @param parked why it was parked; an import ignores it
 */
public record ExportedMessage(
        @Nullable String type,
        @Nullable String channel,
        long sequence,
        Instant time,
        @Nullable String reply,
        @Nullable String data,
        @Nullable String dataBase64,
        List<Map<String, Object>> parked) {
    public ExportedMessage {
        parked = List.copyOf(parked);
    }
}
