package dev.stanchion.store.jetstream.cluster;

/** Learns about the connection of a link, on the link's shard. */
public interface ClusterListener {
    /** There is a connection again, and the link has subscribed again. */
    void onUp();

    /** The connection is lost. Requests that were sent on it may never be answered. */
    void onDown();

    /**
     * The server has reported an error and keeps the connection, for example that this user may not
     * publish to a subject. The text names the subject.
     */
    default void onComplaint(String text) {}
}
