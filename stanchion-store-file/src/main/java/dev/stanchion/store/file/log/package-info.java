/**
 * One channel's messages as a chain of append-only segments.
 *
 * <p>A {@link dev.stanchion.store.file.log.SegmentedLog} appends to its last segment and drops
 * whole segments at its head once nothing in them is kept. A segment is one piece of memory outside
 * the Java heap, with records that grow from its front and an index that grows from its back; there
 * is no object per message. Where that memory comes from is for a {@link
 * dev.stanchion.store.file.log.SegmentSpace} to say.
 *
 * <p><b>Owner.</b> A log and its segments belong to the shard of the channel.
 *
 * <p><b>Units.</b> A message's size is that of its encoded form; headers and index do not count
 * towards limits.
 *
 * <p><b>Errors.</b> An append that gets no memory is a {@code StoreException} of kind {@code FULL},
 * and the log is as before.
 */
@NullMarked
package dev.stanchion.store.file.log;

import org.jspecify.annotations.NullMarked;
