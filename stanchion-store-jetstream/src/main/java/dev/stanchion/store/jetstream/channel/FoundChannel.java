package dev.stanchion.store.jetstream.channel;

import dev.stanchion.engine.spi.RecoveredState;
import dev.stanchion.store.jetstream.state.ChannelRecord;
import java.util.List;

/** A channel that the bucket had when this process became active. Immutable. */
public record FoundChannel(ChannelRecord record, List<RecoveredState.Subscription> subscriptions) {
    public FoundChannel {
        subscriptions = List.copyOf(subscriptions);
    }

    /** Returns the last sequence that clients may have seen. */
    long lastSeen() {
        long last = record.lastSequence();
        for (RecoveredState.Subscription each : subscriptions) {
            last = Math.max(last, each.subscription().lastSent());
        }
        return last;
    }
}
