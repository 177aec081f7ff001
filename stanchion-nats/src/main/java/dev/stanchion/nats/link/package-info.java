/**
 * The client side of the NATS protocol: a link from one event loop to a server of somebody else.
 *
 * <p>A {@link dev.stanchion.nats.link.Link} outlives its connections. It goes to the next server of
 * its list when one is lost, and subscribes there again. What is published while it has no
 * connection goes nowhere, and the caller is told.
 *
 * <p>What comes in is shown where it was read. What goes out leaves at the end of the loop's turn.
 *
 * <p><b>Owner.</b> A link belongs to its loop. Other threads may open, pause, resume and close it.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 1 to 8, seen from the other side.
 */
@NullMarked
package dev.stanchion.nats.link;

import org.jspecify.annotations.NullMarked;
