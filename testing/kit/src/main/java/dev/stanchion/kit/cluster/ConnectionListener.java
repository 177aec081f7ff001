package dev.stanchion.kit.cluster;

/** Learns, on the shard of a connection, when it is lost and when there is another one. */
public interface ConnectionListener {
    /** There is a connection again, and it has the subscriptions of the one before. */
    void onUp();

    /** The connection is lost. */
    void onDown();
}
