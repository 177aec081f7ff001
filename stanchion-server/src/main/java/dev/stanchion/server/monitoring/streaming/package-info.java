/**
 * The pages of NATS Streaming below {@code /streaming}, exactly as its tools expect them.
 *
 * <p><b>Owner.</b> Pages are immutable. They get their data from the engine ({@link
 * dev.stanchion.engine.Inspector}), whose shards answer between two messages. The port's thread
 * sorts, selects and writes.
 *
 * <p><b>Bounds.</b> A page first asks for the names of a list, and then for the items on the page
 * only. It has {@link dev.stanchion.server.monitoring.streaming.Paging#MOST} entries at most.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 4.2 to 4.8.
 */
@NullMarked
package dev.stanchion.server.monitoring.streaming;

import org.jspecify.annotations.NullMarked;
