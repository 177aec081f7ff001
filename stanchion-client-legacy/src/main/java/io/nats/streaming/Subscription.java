package io.nats.streaming;

import java.io.IOException;
import org.jspecify.annotations.NullUnmarked;

/** A subscription. Safe for use by many threads. */
@NullUnmarked
public interface Subscription extends AutoCloseable {
    /** Returns the channel. */
    String getSubject();

    /** Returns the queue group; null if there is none. */
    String getQueue();

    /**
     * Ends the subscription, and removes a durable with its position.
     *
     * @throws IOException if the server refuses, or does not answer
     * @throws IllegalStateException if the subscription or the connection has ended
     */
    void unsubscribe() throws IOException;

    /**
     * Ends the subscription. A durable keeps its position. Calling it again does nothing.
     *
     * @throws IOException if the server refuses, or does not answer
     * @throws IllegalStateException if the connection has ended
     */
    @Override
    void close() throws IOException;

    /**
     * Ends the subscription.
     *
     * @param unsubscribe whether to do {@link #unsubscribe()} rather than {@link #close()}
     */
    void close(boolean unsubscribe) throws IOException;

    SubscriptionOptions getOptions();

    /** Returns the NATS subject on which the server takes acknowledgements. */
    String getAckInbox();
}
