package dev.stanchion.nats.connection;

import dev.stanchion.nats.auth.Identity;
import dev.stanchion.nats.message.Publisher;

/**
 * A connection as a publisher: who it is, and how to slow it down. Safe for use by many threads.
 */
final class ConnectedPublisher implements Publisher {
    private final ReadGate gate;
    private final String remoteAddress;
    private volatile Identity identity = Identity.ANYONE;

    ConnectedPublisher(ReadGate gate, String remoteAddress) {
        this.gate = gate;
        this.remoteAddress = remoteAddress;
    }

    /** Records who the client is, once it has proved it. */
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
