package dev.stanchion.client;

/**
 * Gets calls about changes of a connection that the program did not cause. Called on the
 * connection's own threads, so each call must return soon.
 */
public interface ConnectionListener {
    /** A listener that does nothing. */
    ConnectionListener NONE = new ConnectionListener() {};

    /**
     * The TCP connection broke. The client reconnects. The streaming connection stays valid if that
     * succeeds within the ping window.
     */
    default void onDisconnected() {}

    /** The TCP connection is back, and with it all subscriptions. */
    default void onReconnected() {}

    /**
     * The streaming connection is over: the server no longer knows it, or did not answer its pings.
     * The program receives no more messages, and waiting publishes have failed. Not called after
     * {@link StreamingConnection#close()}.
     *
     * <p>The NATS connection is closed after this has returned. So a program that connects again
     * under the same client ID does it on a thread of its own, after {@link
     * StreamingConnection#close()}.
     *
     * @param reason of kind {@code LOST}
     */
    default void onLost(StreamingException reason) {}
}
