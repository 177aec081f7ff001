package dev.stanchion.store.jetstream.cluster;

/** Learns about the connection of a link, on the link's shard. */
public interface ClusterListener {
    /** There is a connection again, and the link has subscribed again. */
    void onUp();

    /** The connection is lost. Requests that were sent on it may never be answered. */
    void onDown();
}
