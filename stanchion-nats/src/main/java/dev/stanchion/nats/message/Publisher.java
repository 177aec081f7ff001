package dev.stanchion.nats.message;

import dev.stanchion.nats.auth.Identity;

/** The publisher of messages. Safe for use by many threads. */
public interface Publisher {
    /**
     * Stops reading from the connection until {@link #resume} has been called as often. The server
     * still delivers what it has read already: at most one read of 64 KiB if this is called on the
     * connection's loop. Does nothing for in-process messages.
     */
    void pause();

    /** Takes back one {@link #pause}. */
    void resume();

    /** Closes the connection soon. Does nothing for in-process messages. */
    void disconnect();

    /** Returns the peer's address and port; {@code in-process} if it has none. */
    String remoteAddress();

    /**
     * Returns its identity after the login. The identity changes after another CONNECT, or after a
     * reload that has changed the user.
     */
    Identity identity();
}
