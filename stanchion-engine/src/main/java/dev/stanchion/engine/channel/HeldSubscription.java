package dev.stanchion.engine.channel;

import dev.stanchion.engine.client.Client;
import dev.stanchion.engine.subscription.Subscription;
import java.util.List;

/** A subscription of a client, and its channel, for monitoring on its shard. */
public record HeldSubscription(Channel channel, Subscription subscription) {
    /** Returns all that a client uses on this shard, in the order in which it began to. */
    public static List<HeldSubscription> of(Client client) {
        return client.belongings().stream()
                .filter(Tenancy.class::isInstance)
                .map(Tenancy.class::cast)
                .map(held -> new HeldSubscription(held.channel(), held.subscription()))
                .toList();
    }
}
