package dev.stanchion.transfer;

import dev.stanchion.engine.spi.RecoveredState;
import java.util.List;

/**
 * The subscriptions of a channel. Immutable.
 *
 * @param highestId the highest ID that a subscription of the channel ever had, as far as it is
 *     known
 */
public record SourceSubscriptions(long highestId, List<RecoveredState.Subscription> live) {
    public SourceSubscriptions {
        live = List.copyOf(live);
    }

    /** Returns whether a subscription with this ID exists. */
    public boolean has(long id) {
        return live.stream().anyMatch(each -> each.subscription().id() == id);
    }
}
