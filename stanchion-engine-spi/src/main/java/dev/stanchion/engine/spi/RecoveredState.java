package dev.stanchion.engine.spi;

import java.util.List;
import java.util.Optional;

/**
 * The state that an earlier run left in a store. Immutable.
 *
 * @param server empty if the store is new
 */
public record RecoveredState(
        Optional<ServerRecord> server, List<ClientRecord> clients, List<Channel> channels) {
    /** A store without any past. */
    public static final RecoveredState NOTHING =
            new RecoveredState(Optional.empty(), List.of(), List.of());

    public RecoveredState {
        clients = List.copyOf(clients);
        channels = List.copyOf(channels);
    }

    /**
     * A channel that exists; its log is read when it is opened.
     *
     * @param mayLackDeliveries whether its subscriptions may have been sent messages, and have
     *     acknowledged some, that are not recorded
     */
    public record Channel(
            String name, List<Subscription> subscriptions, boolean mayLackDeliveries) {
        public Channel {
            subscriptions = List.copyOf(subscriptions);
        }

        /** The state of a channel of which nothing is missing. */
        public Channel(String name, List<Subscription> subscriptions) {
            this(name, subscriptions, false);
        }
    }

    /**
     * A subscription with its unacknowledged messages.
     *
     * @param pending sequences in ascending order; some may be gone from the log
     */
    public record Subscription(SubscriptionRecord subscription, List<Long> pending) {
        public Subscription {
            pending = List.copyOf(pending);
        }
    }
}
