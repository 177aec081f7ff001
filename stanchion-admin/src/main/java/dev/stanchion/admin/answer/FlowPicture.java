package dev.stanchion.admin.answer;

import java.time.Instant;
import java.util.List;

/**
 * Has the channels with their publishers and positions, as the picture of the dashboard shows them.
 * Immutable.
 *
 * @param items those that stand still first, then the busiest
 * @param total how many channels there are
 */
public record FlowPicture(List<FlowChannel> items, long total, Instant asOf) {
    public FlowPicture {
        items = List.copyOf(items);
    }
}
