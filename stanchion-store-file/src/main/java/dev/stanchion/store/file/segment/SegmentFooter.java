package dev.stanchion.store.file.segment;

import dev.stanchion.store.file.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The end of a segment that does not grow any more: what its messages are, so that nobody has to
 * look through them. All numbers are big-endian.
 *
 * <pre>
 *   dataEnd      + 4
 *   +------------+---------+---------+-- ... --+---------+
 *   | FFFFFFFF   | entry 0 | entry 1 |         | trailer |
 *   +------------+---------+---------+-- ... --+---------+
 *
 *   FFFFFFFF  where the next record's length would be, and no record has this one
 *
 *   entry:    sequence (8) | timestamp (8) | offset (8) | messages before it (8)
 *
 *   trailer:  0         8          16       24      32       40       48
 *             +---------+----------+--------+-------+--------+--------+
 *             | dataEnd | messages | bytes  | first | last   | first  |
 *             |         |          |        | seq.  | seq.   | time   |
 *             +---------+----------+--------+-------+--------+--------+
 *             48        56         60       64      68       72
 *             +---------+----------+--------+-------+--------+
 *             | last    | entries  | CRC32C | CRC32C| FOOT   |
 *             | time    |          | of them| of 0-64        |
 *             +---------+----------+--------+-------+--------+
 * </pre>
 *
 * <p>A footer is written once everything before it is on the disk, and is itself never waited for:
 * where it is missing or torn, the segment is looked through instead.
 */
final class SegmentFooter {
    /** The value in the place of a record's length. */
    static final int MARK = -1;

    private static final int TRAILER_BYTES = 72;
    private static final int CHECKED_BYTES = 64;
    private static final int MAGIC = 0x464F4F54; // FOOT
    private static final int MAX_ENTRIES = 1 << 24;

    private SegmentFooter() {}

    static ByteBuffer encoded(SegmentInfo info, SparseIndex index) {
        int entryBytes = index.count() * SparseIndex.ENTRY_BYTES;
        ByteBuffer footer = ByteBuffer.allocate(Integer.BYTES + entryBytes + TRAILER_BYTES);
        footer.putInt(MARK);
        index.writeTo(footer);
        int indexChecksum = checksum(footer.slice(Integer.BYTES, entryBytes));
        int trailer = footer.position();
        footer.putLong(info.dataEnd()).putLong(info.messageCount()).putLong(info.messageBytes());
        footer.putLong(info.firstSequence()).putLong(info.lastSequence());
        footer.putLong(info.firstTimestampEpochNanos()).putLong(info.lastTimestampEpochNanos());
        footer.putInt(index.count()).putInt(indexChecksum);
        footer.putInt(checksum(footer.slice(trailer, CHECKED_BYTES))).putInt(MAGIC);
        return footer.flip();
    }

    /** Reads a footer without its index; empty if there is none, or no whole one. */
    static Optional<SegmentInfo> read(DiskFile file, Path path, int dataStart) throws IOException {
        long sizeBytes = file.sizeBytes();
        ByteBuffer trailer = trailer(file, sizeBytes, dataStart);
        if (trailer == null) {
            return Optional.empty();
        }
        SegmentInfo info =
                new SegmentInfo(
                        path,
                        dataStart,
                        trailer.getLong(),
                        trailer.getLong(),
                        trailer.getLong(),
                        trailer.getLong(),
                        trailer.getLong(),
                        trailer.getLong(),
                        trailer.getLong(),
                        null);
        int entries = trailer.getInt();
        boolean fits =
                entries > 0
                        && entries <= MAX_ENTRIES
                        && sizeBytes == info.dataEnd() + footerBytes(entries)
                        && info.dataEnd() > dataStart
                        && info.messageCount() > 0;
        return fits ? Optional.of(info) : Optional.empty();
    }

    /** Reads the index of a segment that has a whole footer; empty if it is damaged. */
    static Optional<SparseIndex> readIndex(DiskFile file, SegmentInfo info) throws IOException {
        ByteBuffer trailer = trailer(file, file.sizeBytes(), info.dataStart());
        if (trailer == null) {
            return Optional.empty();
        }
        int entries = trailer.getInt(56);
        int expected = trailer.getInt(60);
        if (entries <= 0 || entries > MAX_ENTRIES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(entries * SparseIndex.ENTRY_BYTES);
        file.readFully(bytes, info.dataEnd() + Integer.BYTES);
        bytes.flip();
        return checksum(bytes.duplicate()) == expected
                ? Optional.of(SparseIndex.read(bytes, entries))
                : Optional.empty();
    }

    private static @Nullable ByteBuffer trailer(DiskFile file, long sizeBytes, int dataStart)
            throws IOException {
        if (sizeBytes < dataStart + footerBytes(1)) {
            return null;
        }
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES);
        file.readFully(trailer, sizeBytes - TRAILER_BYTES);
        trailer.flip();
        boolean isWhole =
                trailer.getInt(TRAILER_BYTES - Integer.BYTES) == MAGIC
                        && trailer.getInt(CHECKED_BYTES)
                                == checksum(trailer.slice(0, CHECKED_BYTES));
        return isWhole ? trailer : null;
    }

    private static long footerBytes(int entries) {
        return Integer.BYTES + (long) entries * SparseIndex.ENTRY_BYTES + TRAILER_BYTES;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
