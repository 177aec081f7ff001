package dev.stanchion.admin.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the parked messages of all channels. Immutable.
 *
 * @param total how many fit, of those that were looked at; null if there is none
 * @param isWhole whether all messages were looked at
 * @param facets how many there are of each; 100 values at most; null if there is none
 * @param next {@code after} of the next page; null if there is none
 */
public record AllParked(
        List<ParkedElsewhere> items,
        @Nullable Long total,
        boolean isWhole,
        @Nullable Facets facets,
        @Nullable String next) {
    public AllParked {
        items = List.copyOf(items);
    }
}
