package io.nats.streaming;

/** Learns that the server does not know a connection any more. */
public interface ConnectionLostHandler {
    /**
     * Called once, on a thread of its own, after the connection has ended. It may connect again
     * with the same client ID.
     *
     * @param connection the one that is lost
     * @param ex has the reason as its message
     */
    void connectionLost(StreamingConnection connection, Exception ex);
}
