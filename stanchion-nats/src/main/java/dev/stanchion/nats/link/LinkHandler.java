package dev.stanchion.nats.link;

import dev.stanchion.nats.wire.PubOp;

/** Receives the messages of one subscription, on the link's loop. */
@FunctionalInterface
public interface LinkHandler {
    /**
     * Takes a message.
     *
     * @param message seen where it was read; valid during the call
     */
    void onMessage(PubOp message);
}
