package dev.stanchion.nats.message;

/** The connection that published a message, as far as those who deliver the message need it. */
public interface MessageSource {
    /** Returns the connection's ID, from 1. Any thread. */
    long id();

    /** Returns what slows the connection down. Any thread. */
    Publisher publisher();

    /**
     * Records that a message went to a connection for which too much is queued. On the loop of the
     * publishing connection.
     */
    void met(PendingBytes congested);
}
