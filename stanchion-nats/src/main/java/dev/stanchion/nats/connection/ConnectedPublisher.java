package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.Identity;
import dev.stanchion.nats.message.Publisher;

/**
 * A connection as a publisher: its identity, and the means to slow it down. Safe for use by many
 * threads.
 */
final class ConnectedPublisher implements Publisher {
    private final ReadGate gate;
    private final String remoteAddress;
    private final Runnable close;
    private volatile Identity identity = Identity.ANYONE;

    /**
     * @param close closes the connection soon; any thread
     */
    ConnectedPublisher(ReadGate gate, String remoteAddress, Runnable close) {
        this.gate = gate;
        this.remoteAddress = remoteAddress;
        this.close = close;
    }

    /** Records the identity of the client after its login. */
    void identify(Identity known) {
        identity = known;
    }

    @Override
    public void pause() {
        gate.pause();
    }

    @Override
    public void resume() {
        gate.resume();
    }

    @Override
    public void disconnect() {
        close.run();
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public Identity identity() {
        return identity;
    }
}
