package io.nats.streaming;

import io.nats.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.NullUnmarked;

/**
 * A registration with a streaming server. Safe for use by many threads. After its end, all methods
 * but {@link #close()} throw {@link IllegalStateException}.
 */
@NullUnmarked
@SuppressWarnings("try") // close() may throw InterruptedException, as it always could
public interface StreamingConnection extends AutoCloseable {
    /**
     * Publishes, and waits until the server has stored the message.
     *
     * @param data null for an empty message
     * @throws IOException if the server refuses: the message is its text
     * @throws TimeoutException if there was no ack in time: the message may be stored or not
     */
    void publish(String subject, byte[] data)
            throws IOException, InterruptedException, TimeoutException;

    /**
     * Publishes without waiting, unless too many publishes have no ack yet.
     *
     * @param data null for an empty message
     * @param ah learns what became of the message; null if nobody needs to know
     * @return the GUID of the message
     */
    String publish(String subject, byte[] data, AckHandler ah)
            throws IOException, InterruptedException, TimeoutException;

    /** Subscribes with the default options. */
    Subscription subscribe(String subject, MessageHandler cb)
            throws IOException, InterruptedException, TimeoutException;

    /**
     * Subscribes.
     *
     * @param opts null for the default options
     * @throws IOException if the server refuses, or does not answer
     */
    Subscription subscribe(String subject, MessageHandler cb, SubscriptionOptions opts)
            throws IOException, InterruptedException, TimeoutException;

    /** Joins a queue group with the default options. */
    Subscription subscribe(String subject, String queue, MessageHandler cb)
            throws IOException, InterruptedException, TimeoutException;

    /**
     * Joins a queue group: each message goes to one of its members.
     *
     * @param queue null for none
     * @param opts null for the default options
     * @throws IOException if the server refuses, or does not answer
     */
    Subscription subscribe(
            String subject, String queue, MessageHandler cb, SubscriptionOptions opts)
            throws IOException, InterruptedException, TimeoutException;

    /** Returns the NATS connection below; null after the end. */
    Connection getNatsConnection();

    /**
     * Ends the registration. Durables keep their position. Waits for running handlers and for
     * outstanding acks, at most the connect wait each. Calling it again does nothing.
     */
    @Override
    void close() throws IOException, TimeoutException, InterruptedException;
}
