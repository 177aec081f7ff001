package dev.stanchion.nats.inprocess;

import dev.stanchion.nats.message.NatsMessage;

/** Takes messages inside the process. */
@FunctionalInterface
public interface InProcessHandler {
    /**
     * Called for each message on the loop of its publisher, inside its turn, so on several loops at
     * a time. Must not block. What it throws is logged.
     *
     * @param message valid during the call only
     */
    void onMessage(NatsMessage message);
}
