package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.message.NatsMessage;

/** Handles messages inside the process. */
@FunctionalInterface
public interface InProcessHandler {
    /**
     * Handles one message. The server calls it on the loop of the publisher, inside its turn, so on
     * several loops at the same time. It must not block. The server logs what it throws.
     *
     * @param message valid during the call only
     */
    void onMessage(NatsMessage message);
}
