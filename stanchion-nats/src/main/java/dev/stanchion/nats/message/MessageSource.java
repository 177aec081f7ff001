package dev.stanchion.nats.message;

/** The connection that published a message, as far as the delivery needs it. */
public interface MessageSource {
    /** Returns the connection's ID, from 1. Any thread. */
    long id();

    /** Returns the publisher, which can slow the connection down. Any thread. */
    Publisher publisher();

    /**
     * Records that a message went to a connection for which too much is queued. On the loop of the
     * publishing connection.
     */
    void onCongested(PendingBytes congested);
}
