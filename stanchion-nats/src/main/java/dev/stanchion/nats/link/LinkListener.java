package dev.stanchion.nats.link;

/** Learns the events of a link, on the link's loop. */
public interface LinkListener {
    /**
     * The link has a connection, and all of its subscriptions have been sent.
     *
     * @param again whether the link had a connection before
     */
    void onUp(ServerAddress server, PeerInfo info, boolean again);

    /**
     * The connection is lost, and the link looks for another one. The last published messages may
     * have arrived or not.
     */
    void onDown(ServerAddress server, String why);

    /**
     * The link moves to another server, because its owner wants that. {@link #onDown} and {@link
     * #onUp} follow at once.
     */
    default void onMove(ServerAddress from, ServerAddress to) {
        // the two that follow say what has to be done
    }

    /** The server has reported an error and keeps the connection. */
    void onComplaint(ServerAddress server, String text);
}
