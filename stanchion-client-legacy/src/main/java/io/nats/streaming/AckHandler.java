package io.nats.streaming;

import org.jspecify.annotations.NullUnmarked;

/**
 * Learns what became of a message that was published without waiting. The handlers of a connection
 * are called one after the other, on a thread that does nothing else, so they may publish.
 */
@NullUnmarked
public interface AckHandler {
    /**
     * Called once for each message.
     *
     * @param nuid what {@link StreamingConnection#publish(String, byte[], AckHandler)} has returned
     * @param ex null if the server has stored the message; {@link
     *     java.util.concurrent.TimeoutException} if it did not answer, {@link java.io.IOException}
     *     if it refused, or if the connection ended first
     */
    void onAck(String nuid, Exception ex);

    /**
     * Called in place of {@link #onAck(String, Exception)} by the connection, and calls it.
     *
     * @param data the message; null if {@link #includeDataWithAck()} does not want it
     */
    default void onAck(String nuid, String subject, byte[] data, Exception ex) {
        onAck(nuid, ex);
    }

    /** Returns whether to keep the data of each message until its ack. */
    default boolean includeDataWithAck() {
        return true;
    }
}
