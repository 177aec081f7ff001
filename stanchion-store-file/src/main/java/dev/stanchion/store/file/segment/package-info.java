/**
 * A channel's messages in files: append-only segments, which are written, read, and scanned after a
 * crash.
 *
 * <p>A {@link dev.stanchion.store.file.segment.SegmentHeader} names the channel of a file. Records
 * follow as they were in memory. A {@link dev.stanchion.store.file.segment.SegmentFooter} ends a
 * segment that will not grow any more. {@code docs/reference/file-format.md} draws all of it. A
 * {@link dev.stanchion.store.file.segment.SegmentInfo} has the facts about a file.
 *
 * <p><b>Owner.</b> A {@code SegmentWriter} belongs to the store's writer, a {@code SegmentReads} to
 * one reader. Infos are immutable and go from one to the other. The sparse index of a segment may
 * be read while it is still written.
 *
 * <p><b>Units.</b> Offsets count bytes from the beginning of a file.
 *
 * <p><b>Errors.</b> An {@link java.io.IOException} if the disk fails; a {@code StoreException} of
 * kind {@code CORRUPT}, with file and offset, if bytes are damaged.
 */
@NullMarked
package dev.stanchion.store.file.segment;

import org.jspecify.annotations.NullMarked;
