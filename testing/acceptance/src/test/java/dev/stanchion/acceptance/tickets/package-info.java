/**
 * The ticket story of {@code examples/tickets}, with its programs as separate processes.
 *
 * <p>The story is written once, in {@link dev.stanchion.acceptance.tickets.TicketStoryContract},
 * and runs with each client library. If only one library can show a behaviour, the test of that
 * library covers it.
 */
@NullMarked
package dev.stanchion.acceptance.tickets;

import org.jspecify.annotations.NullMarked;
