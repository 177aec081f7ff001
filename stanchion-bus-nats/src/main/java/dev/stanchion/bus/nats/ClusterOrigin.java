package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.Origin;
import dev.stanchion.nats.link.Link;

/**
 * The origin of all messages of the cluster. The bus cannot tell which of the cluster's connections
 * sent a message.
 */
final class ClusterOrigin implements Origin {
    private final Link link;

    ClusterOrigin(Link link) {
        this.link = link;
    }

    @Override
    public void pause() {
        link.pause();
    }

    @Override
    public void resume() {
        link.resume();
    }

    /**
     * Returns false, because a NATS server closes a connection that does not read, and drops its
     * queued messages.
     */
    @Override
    public boolean canWait() {
        return false;
    }

    @Override
    public String description() {
        return "the NATS cluster";
    }
}
