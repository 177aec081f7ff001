/**
 * The pages of NATS Streaming under {@code /streaming}, to the letter as its tools know them.
 *
 * <p><b>Owner.</b> Pages are immutable. What they show is asked of the engine ({@link
 * dev.stanchion.engine.Inspector}), whose shards answer between two messages; sorting, cutting and
 * writing happens on the port's thread.
 *
 * <p><b>Bounds.</b> A list is asked for by name first, and only what is on the page is looked at; a
 * page has {@link dev.stanchion.server.monitoring.streaming.Paging#MOST} entries at most.
 *
 * <p><b>Source.</b> {@code spec/operations.md} 4.2 to 4.8.
 */
@NullMarked
package dev.stanchion.server.monitoring.streaming;

import org.jspecify.annotations.NullMarked;
