package dev.stanchion.store.jetstream.channel;

import dev.stanchion.store.jetstream.api.Inbox;
import dev.stanchion.store.jetstream.api.JetStreamApi;
import dev.stanchion.store.jetstream.api.Requests;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.log.SpareMessages;
import java.util.Optional;

/** What one shard uses to speak with the cluster. Confined to the shard. */
public record ShardServices(Inbox inbox, Requests requests, JetStreamApi api, SpareMessages spare) {
    /**
     * Makes the services of the link's shard, on that shard.
     *
     * @param secret an unguessable token
     * @param domain the JetStream domain; empty for that of the account
     */
    public static ShardServices of(ClusterLink link, String secret, Optional<String> domain) {
        Inbox inbox = new Inbox(link, secret);
        Requests requests = new Requests(inbox);
        return new ShardServices(
                inbox,
                requests,
                new JetStreamApi(requests, link.shard(), domain),
                new SpareMessages());
    }
}
