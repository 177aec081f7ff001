/**
 * The bytes of the NATS client protocol: what a client may send, and the texts that answer it.
 *
 * <p><b>Owner.</b> A parser belongs to one connection and runs on its event loop. Everything else
 * is immutable or a pure function. Nothing here knows subscriptions or sockets.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 1 and 2, byte for byte.
 *
 * <p><b>Units.</b> Sizes are bytes. Indexes are absolute in the buffer that a method was given.
 *
 * <p><b>Errors.</b> Bytes that can never become valid are a {@link
 * dev.stanchion.nats.wire.ProtocolViolation}: it ends the connection, with or without an {@code
 * -ERR}. Refusals that leave the connection open are texts in {@link
 * dev.stanchion.nats.wire.ErrorText}.
 */
@NullMarked
package dev.stanchion.nats.wire;

import org.jspecify.annotations.NullMarked;
