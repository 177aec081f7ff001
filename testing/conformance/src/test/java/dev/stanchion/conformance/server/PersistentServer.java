package dev.stanchion.conformance.server;

import dev.stanchion.conformance.peer.NatsPeer;

/**
 * A server for one test that can be restarted with its data.
 *
 * <p>Clients behave as their libraries do. A NATS connection that the test has not cut comes back
 * with its subscriptions, and the streaming server gets no notice.
 */
public sealed class PersistentServer extends ServerUnderTest permits FaultyServer {
    private final Home home;
    private final String flags;
    private final int port;

    PersistentServer(Home home, String flags, String testName) {
        super(home.starts(0, flags), testName);
        this.home = home;
        this.flags = flags;
        this.port = running().port();
    }

    static PersistentServer start(String flags, String testName) {
        return new PersistentServer(Home.create(), flags, testName);
    }

    /** Starts a server in a home of the test's own. */
    public static PersistentServer in(Home home, String testName) {
        return in(home, "", testName);
    }

    /** Does the same as {@link #in(Home, String)}, with more flags than those of the home. */
    public static PersistentServer in(Home home, String flags, String testName) {
        return new PersistentServer(home, flags, testName);
    }

    /** Ends the server in good order. */
    public void stops() {
        running().stops();
    }

    /** Starts it again on the same port. */
    public void starts() {
        starts(flags);
    }

    /**
     * Starts it again with other flags.
     *
     * @throws java.io.UncheckedIOException if it does not start
     */
    public void starts(String otherFlags) {
        goesOnWith(home.starts(port, otherFlags));
        connections().filter(nats -> !nats.isCut()).forEach(NatsPeer::comesBack);
    }

    /** Ends it in good order and starts it again. */
    public void restarts() {
        stops();
        starts();
    }

    @Override
    public void close() {
        super.close();
        running().close();
        home.close();
    }
}
