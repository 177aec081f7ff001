package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;

/** Messages that were sent and are not acknowledged, the oldest first. Immutable. */
public record PendingMessages(List<PendingMessage> items, long total, Instant asOf) {
    public PendingMessages {
        items = List.copyOf(items);
    }
}
