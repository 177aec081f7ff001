package dev.stanchion.client;

/**
 * Is told what happens to a connection by itself. Called on the connection's own threads: return
 * soon.
 */
public interface ConnectionListener {
    /** A listener that does nothing. */
    ConnectionListener NONE = new ConnectionListener() {};

    /**
     * The TCP connection broke. It is being built up again; the streaming connection stays valid if
     * that succeeds within the ping budget.
     */
    default void onDisconnected() {}

    /** The TCP connection is back, and with it all subscriptions. */
    default void onReconnected() {}

    /**
     * The streaming connection is over: the server no longer knows it, or did not answer its pings.
     * Nothing is received any more, and waiting publishes have failed. Not called after {@link
     * StreamingConnection#close()}.
     *
     * @param reason of kind {@code LOST}
     */
    default void onLost(StreamingException reason) {}
}
