package dev.stanchion.admin.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the parked messages of one channel. Immutable.
 *
 * @param open how many there are on all pages
 * @param next {@code from} of the next page; null if there is none
 */
public record ParkedMessages(List<ParkedMessage> items, long open, @Nullable Long next) {
    public ParkedMessages {
        items = List.copyOf(items);
    }
}
