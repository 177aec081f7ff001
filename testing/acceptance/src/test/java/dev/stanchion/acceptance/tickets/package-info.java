/**
 * The ticket story of {@code examples/tickets}, played by its programs as separate processes.
 *
 * <p>The story is written once, in {@link dev.stanchion.acceptance.tickets.TicketStoryContract},
 * and runs with each client library. What one library alone can show is in that library's own test.
 */
@NullMarked
package dev.stanchion.acceptance.tickets;

import org.jspecify.annotations.NullMarked;
