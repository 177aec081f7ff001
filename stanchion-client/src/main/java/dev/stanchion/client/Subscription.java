package dev.stanchion.client;

import java.util.Optional;

/** A running subscription. Safe for use by many threads. */
public interface Subscription extends AutoCloseable {
    String channel();

    /**
     * Returns whether the subscription has created its channel. False also if the server does not
     * say it; NATS Streaming does not.
     */
    boolean isChannelNew();

    /**
     * Returns a channel that existed before and has a similar name, if this subscription has
     * created its channel. Its name may be the one that was meant.
     */
    Optional<String> similarChannel();

    /**
     * Returns the NATS subject on which the server takes acknowledgements of this subscription;
     * empty while there is none.
     */
    String ackInbox();

    /** False once it was closed or unsubscribed, or its connection ended. */
    boolean isOpen();

    /**
     * Ends delivery; a durable keeps its position and goes on when it is subscribed again. When
     * this returns the handler is not running any more, unless it is the handler that called. Waits
     * for a running handler, and then for the server, at most the request timeout each; a handler
     * that runs longer is interrupted. Calling it again does nothing, and so does calling it after
     * the end of the connection.
     *
     * @throws StreamingException if the server did not confirm, {@code INTERRUPTED} too; delivery
     *     has ended all the same
     */
    @Override
    void close();

    /**
     * Ends delivery as {@link #close()} does and removes a durable with its position.
     *
     * @throws StreamingException if the server did not confirm, {@code INTERRUPTED} too; {@code
     *     LOST} if there is no registration under which a durable could be removed. Delivery has
     *     ended all the same
     */
    void unsubscribe();
}
