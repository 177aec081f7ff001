package dev.stanchion.store.jetstream.cluster;

/** Receives the messages of one subscription, on the link's shard. */
@FunctionalInterface
public interface ClusterHandler {
    /**
     * Receives a message.
     *
     * @param message valid during the call
     */
    void onMessage(ClusterMessage message);
}
