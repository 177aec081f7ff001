package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of positions of all channels. Immutable.
 *
 * @param total how many items all pages have
 * @param next for {@code after}; null on the last page
 */
public record PositionSummaries(
        List<PositionSummary> items, long total, @Nullable String next, Instant asOf) {
    public PositionSummaries {
        items = List.copyOf(items);
    }
}
