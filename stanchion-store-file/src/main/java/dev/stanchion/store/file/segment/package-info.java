/**
 * A channel's messages in files: append-only segments, how they are written, read, and looked
 * through after a crash.
 *
 * <p>A {@link dev.stanchion.store.file.segment.SegmentHeader} says which channel a file belongs to,
 * records follow as they lay in memory, and a {@link
 * dev.stanchion.store.file.segment.SegmentFooter} ends a segment that will not grow any more.
 * {@code docs/reference/file-format.md} draws all of it. What is known of a file without looking
 * into it is a {@link dev.stanchion.store.file.segment.SegmentInfo}.
 *
 * <p><b>Owner.</b> A {@code SegmentWriter} belongs to the store's writer, a {@code SegmentReads} to
 * one reader. Infos are immutable and go from one to the other; the sparse index of a segment that
 * is still written may be read meanwhile.
 *
 * <p><b>Units.</b> Offsets count bytes from the beginning of a file.
 *
 * <p><b>Errors.</b> An {@link java.io.IOException} where the disk fails; {@code StoreException} of
 * kind {@code CORRUPT}, with file and offset, where bytes are not what was written.
 */
@NullMarked
package dev.stanchion.store.file.segment;

import org.jspecify.annotations.NullMarked;
