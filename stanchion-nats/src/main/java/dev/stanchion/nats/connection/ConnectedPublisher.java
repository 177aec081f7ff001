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
    private volatile Identity identity = Identity.ANYONE;

    ConnectedPublisher(ReadGate gate, String remoteAddress) {
        this.gate = gate;
        this.remoteAddress = remoteAddress;
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
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public Identity identity() {
        return identity;
    }
}
