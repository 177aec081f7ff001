package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.Origin;
import dev.stanchion.nats.link.Link;

/** The cluster, as where messages come from: nobody knows which of its connections it was. */
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

    /** A server cuts whoever does not read, and what it had for it is lost. */
    @Override
    public boolean canWait() {
        return false;
    }

    @Override
    public String description() {
        return "the NATS cluster";
    }
}
