package dev.stanchion.kit.cluster;

import dev.stanchion.kit.cluster.core.CoreMessage;

/** Sees every message, and may lose it or do something in front of it. */
public interface ClusterTap {
    /**
     * A message of a client has arrived and is about to be handled.
     *
     * @return false to lose it
     */
    default boolean onRequest(CoreMessage message) {
        return true;
    }

    /**
     * JetStream is about to send a message to a client.
     *
     * @return false to lose it
     */
    default boolean onAnswer(CoreMessage message) {
        return true;
    }
}
