package dev.stanchion.admin.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of messages, or of hits of a search. Immutable.
 *
 * @param firstSequence of the channel
 * @param lastSequence of the channel
 * @param examined how many messages the server has looked at
 * @param next for {@code from}; null at the end
 */
public record Messages(
        List<Message> items,
        long firstSequence,
        long lastSequence,
        long examined,
        @Nullable String next) {
    public Messages {
        items = List.copyOf(items);
    }
}
