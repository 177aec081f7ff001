/**
 * The NATS byte stream in WebSocket frames: the upgrade from HTTP, and frames in and out.
 *
 * <p>Behind the upgrade stands an ordinary connection, which sees plain bytes. So a frame means
 * nothing to it: bytes are passed on as they arrive, unmasked where they lie and inflated piece by
 * piece, and what one flush writes leaves as one frame. Netty's own frame codec does not fit here:
 * it gathers whole frames, whose length the peer chooses, before it hands anything on.
 *
 * <p><b>Owner.</b> Handlers are confined to their channel's event loop; everything else is
 * immutable or a pure function.
 *
 * <p><b>Bounds.</b> No frame or message is ever held as a whole. A read inflates to a fixed amount,
 * then the connection waits for its next turn, so a bomb costs its sender's connection time and
 * nobody memory. Of pings that cannot be answered yet only the last one is kept.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 9; RFC 6455 and RFC 7692.
 *
 * <p><b>Errors.</b> A bad request is answered by HTTP. A bad frame is a {@link
 * dev.stanchion.nats.wire.ProtocolViolation} that the connection behind is told.
 */
@NullMarked
package dev.stanchion.nats.websocket;

import org.jspecify.annotations.NullMarked;
