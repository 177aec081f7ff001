package dev.stanchion.nats.link;

/** Hears how a link fares, on its loop. */
public interface LinkListener {
    /**
     * The link has a connection, and all of its subscriptions have been sent.
     *
     * @param again whether it had one before
     */
    void onUp(ServerAddress server, PeerInfo info, boolean again);

    /**
     * The connection is lost; another one is being looked for. What was written last may have
     * arrived or not.
     */
    void onDown(ServerAddress server, String why);

    /** The server complains, but goes on. */
    void onComplaint(ServerAddress server, String text);
}
