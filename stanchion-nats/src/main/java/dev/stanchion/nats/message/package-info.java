/**
 * A message on its way through the server, and the memory that its bytes lie in.
 *
 * <p>{@link dev.stanchion.nats.message.RoutedMessage} is the message; handlers in the same process
 * see it as a {@link dev.stanchion.nats.message.NatsMessage}. {@link
 * dev.stanchion.nats.message.OutboundBytes} collects the bytes for one connection in as few buffers
 * as possible.
 *
 * <p><b>Owner.</b> Everything here belongs to one event loop at a time, except {@link
 * dev.stanchion.nats.message.PendingBytes}, which many threads read.
 *
 * <p><b>Units.</b> Sizes in bytes.
 */
@NullMarked
package dev.stanchion.nats.message;

import org.jspecify.annotations.NullMarked;
