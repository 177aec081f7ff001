package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of positions of one channel. Immutable.
 *
 * @param total how many items all pages have
 * @param next for {@code after}; null on the last page
 */
public record Positions(List<Position> items, long total, @Nullable String next, Instant asOf) {
    public Positions {
        items = List.copyOf(items);
    }
}
