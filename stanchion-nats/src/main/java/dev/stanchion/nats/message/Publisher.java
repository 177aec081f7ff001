package dev.stanchion.nats.message;

import dev.stanchion.nats.auth.Identity;

/** Where messages come from. Safe for use by many threads. */
public interface Publisher {
    /**
     * Stops reading from the connection, until {@link #resume} has been called as often. What has
     * been read already is still delivered: at most one read of 64 KiB when called on the
     * connection's loop. Does nothing for messages published in process.
     */
    void pause();

    /** Takes back one {@link #pause}. */
    void resume();

    /** The peer's address and port; {@code in-process} if it has none. */
    String remoteAddress();

    /**
     * Who it is, by what it has proved. Another one after another CONNECT, or after a reload that
     * has changed the user.
     */
    Identity identity();
}
