/**
 * The ticket story: a publisher of {@code tickets:created} and its listeners, as a user of the
 * unmodified {@code io.nats:java-nats-streaming} would write them.
 *
 * <p>Start with {@link dev.stanchion.examples.tickets.Publisher} and {@link
 * dev.stanchion.examples.tickets.Listener}; {@code examples/tickets/README.md} says how to run
 * them.
 */
@NullMarked
package dev.stanchion.examples.tickets;

import org.jspecify.annotations.NullMarked;
