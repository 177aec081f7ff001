/**
 * The client side of the NATS protocol: a link from one event loop to an external server.
 *
 * <p>A {@link dev.stanchion.nats.link.Link} outlives its connections. When it loses a connection,
 * it connects to the next server of its list and subscribes there again. Without a connection it
 * drops published messages and tells the caller.
 *
 * <p>A handler sees a message in the read buffer. The link writes its output at the end of the
 * loop's turn.
 *
 * <p><b>Owner.</b> A link belongs to its loop. Other threads may open, pause, resume and close it.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 1 to 8, seen from the client.
 */
@NullMarked
package dev.stanchion.nats.link;

import org.jspecify.annotations.NullMarked;
