package dev.stanchion.nats.websocket;

import dev.stanchion.nats.wire.CloseReason;

/**
 * Written to the channel as the last thing: it becomes the close frame that says why, or the echo
 * of the peer's.
 */
public record Goodbye(CloseReason reason) {}
