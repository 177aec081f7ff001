/**
 * The bytes of the NATS client protocol: the operations of a client, and the texts of errors.
 *
 * <p><b>Owner.</b> A parser belongs to one connection and runs on its event loop. Everything else
 * is immutable or a pure function. This package knows neither subscriptions nor sockets.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 1 and 2, byte for byte.
 *
 * <p><b>Units.</b> Sizes are bytes. Indexes are absolute in the buffer that a method was given.
 *
 * <p><b>Errors.</b> Bytes that can never become valid cause a {@link
 * dev.stanchion.nats.wire.ProtocolViolation}: it ends the connection, with or without an {@code
 * -ERR}. The texts of refusals that leave the connection open are in {@link
 * dev.stanchion.nats.wire.ErrorText}.
 */
@NullMarked
package dev.stanchion.nats.wire;

import org.jspecify.annotations.NullMarked;
