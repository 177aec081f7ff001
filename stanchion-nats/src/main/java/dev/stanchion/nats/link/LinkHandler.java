package dev.stanchion.nats.link;

import dev.stanchion.nats.wire.PubOp;

/** Receives the messages of one subscription, on the link's loop. */
@FunctionalInterface
public interface LinkHandler {
    /**
     * Receives a message.
     *
     * @param message a view of the read buffer; valid during the call
     */
    void onMessage(PubOp message);
}
