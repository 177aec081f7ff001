package dev.stanchion.engine.channel;

import dev.stanchion.engine.client.ClientDirectory;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.ChannelRights;
import dev.stanchion.engine.spi.Outcome;
import dev.stanchion.engine.spi.SubscriptionRecord;
import dev.stanchion.engine.subscription.Terms;
import org.jspecify.annotations.Nullable;

/**
 * Makes a durable, or a durable group, that no client has asked for. It is as one whose client has
 * gone, and the first client that subscribes to it resumes it. On the shard of the channel.
 */
@ShardOwned
public final class Provision {
    private final Channel channel;
    private final ClientDirectory clients;

    public Provision(Channel channel, ClientDirectory clients) {
        this.channel = channel;
        this.clients = clients;
    }

    /**
     * What to make.
     *
     * @param clientId empty for a group
     * @param durableName empty for a group
     * @param group {@code durable:group}; empty for a durable
     */
    public record Wanted(
            String clientId,
            String durableName,
            String group,
            long nextSequence,
            int maxInFlight,
            int ackWaitSeconds) {}

    /** Makes it; returns why not, or null. The outcome comes when it is durable. */
    public @Nullable String make(Wanted wanted, Outcome<Outcome.Done> outcome) {
        long id = channel.interest().nextId(channel.records().highestId());
        SubscriptionRecord record =
                new SubscriptionRecord(
                        id,
                        wanted.clientId(),
                        wanted.group(),
                        "_INBOX.nobody." + id, // the first client brings its own
                        channel.delivery().newAckInbox(ChannelRights.ALL),
                        wanted.maxInFlight(),
                        wanted.ackWaitSeconds(),
                        wanted.durableName(),
                        wanted.nextSequence() - 1,
                        true,
                        true);
        String refusal = channel.interest().refusalOf(Terms.of(record));
        if (refusal == null) {
            new Restoration(channel, clients).provide(record);
            channel.flush(outcome);
        }
        if (!channel.interest().isActive()) {
            channel.inactivity().begin();
        }
        return refusal;
    }
}
