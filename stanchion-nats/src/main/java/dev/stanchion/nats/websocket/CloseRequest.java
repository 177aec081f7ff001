package dev.stanchion.nats.websocket;

import dev.stanchion.nats.wire.CloseReason;

/**
 * The last object that is written to the channel. It becomes the close frame with the reason, or
 * the echo of the peer's close frame.
 */
public record CloseRequest(CloseReason reason) {}
