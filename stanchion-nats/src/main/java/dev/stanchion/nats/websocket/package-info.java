/**
 * The NATS byte stream in WebSocket frames: the upgrade from HTTP, and frames in and out.
 *
 * <p>After the upgrade there is an ordinary connection, which sees plain bytes and no frames. The
 * handlers pass bytes on as they arrive, unmask them in place and inflate them piece by piece. The
 * output of one flush leaves as one frame. Netty's own frame codec does not fit: it collects a
 * whole frame, whose length the peer chooses, before it passes anything on.
 *
 * <p><b>Owner.</b> Handlers are confined to their channel's event loop; everything else is
 * immutable or a pure function.
 *
 * <p><b>Bounds.</b> The server never holds a whole frame or message. A read inflates to a fixed
 * amount, then the connection waits for its next turn. So a compression bomb costs the time of its
 * own connection and no memory. If pings cannot be answered yet, the server keeps only the last
 * one.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 9; RFC 6455 and RFC 7692.
 *
 * <p><b>Errors.</b> The answer to a bad request is an HTTP error. A bad frame is a {@link
 * dev.stanchion.nats.wire.ProtocolViolation} in the connection behind the handlers.
 */
@NullMarked
package dev.stanchion.nats.websocket;

import org.jspecify.annotations.NullMarked;
