package dev.stanchion.transfer.gofile;

import java.io.Closeable;

/**
 * Reads the index of a slice, {@code msgs.N.idx}. Entry i begins at 4 + 32 * i.
 *
 * <pre>
 *   0            8                           16          24               28         32
 *   +------------+---------------------------+-----------+----------------+----------+
 *   |  sequence  | offset of the data record | timestamp | payload length |  CRC-32  |
 *   +------------+---------------------------+-----------+----------------+----------+
 * </pre>
 */
final class IndexFile implements Closeable {
    private static final int ENTRY_BYTES = 32;
    private static final int OFFSET_AT = 8;
    private static final int SIZE_AT = 24;
    private static final int CRC_AT = 28;

    private final SourceFile file;
    private long entries;
    private boolean isWhole;
    private long lowestSequence;
    private long highestSequence;

    /** Opens an index and checks all its entries. */
    IndexFile(SourceFile file) {
        this.file = file;
        check();
    }

    /**
     * Checks the entries in their order. The check ends at entries of zeros, as it does in the Go
     * server. After a damaged entry it continues, to know the highest sequence that was stored.
     */
    private void check() {
        long bytes = file.size() - SourceFile.HEADER_BYTES;
        isWhole = file.hasKnownVersion() && bytes > 0 && bytes % ENTRY_BYTES == 0;
        long lastSequence = 0;
        long lastOffset = 0;
        for (long i = 0; i < bytes / ENTRY_BYTES; i++) {
            long at = at(i);
            if (!file.load(at, ENTRY_BYTES) || isZero(at)) {
                break;
            }
            boolean isRight = file.checksum(at, CRC_AT) == file.unsignedInt(at + CRC_AT);
            long sequence = file.number(at);
            long offset = file.number(at + OFFSET_AT);
            isWhole &= isRight && sequence > lastSequence && offset > lastOffset;
            if (isRight) {
                lowestSequence =
                        lowestSequence == 0 ? sequence : Math.min(lowestSequence, sequence);
                highestSequence = Math.max(highestSequence, sequence);
            }
            lastSequence = sequence;
            lastOffset = offset;
            entries++;
        }
    }

    private boolean isZero(long at) {
        for (int i = 0; i < ENTRY_BYTES; i++) {
            if (file.at(at + i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static long at(long entry) {
        return SourceFile.HEADER_BYTES + entry * ENTRY_BYTES;
    }

    /** Returns whether there are entries, all of them are right, and nothing else is there. */
    boolean isWhole() {
        return isWhole && entries > 0;
    }

    long entries() {
        return entries;
    }

    /** Returns the lowest sequence of a right entry; 0 if there is none. */
    long lowestSequence() {
        return lowestSequence;
    }

    /** Returns the highest sequence of a right entry; 0 if there is none. */
    long highestSequence() {
        return highestSequence;
    }

    /** Returns the first entry of an index that is whole with this sequence or a higher one. */
    long entryOf(long sequence) {
        long low = 0;
        long high = entries;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (sequence(middle) < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long sequence(long entry) {
        file.load(at(entry), ENTRY_BYTES);
        return file.number(at(entry));
    }

    /** Returns the offset of the record in the data file. */
    long offset(long entry) {
        file.load(at(entry), ENTRY_BYTES);
        return file.number(at(entry) + OFFSET_AT);
    }

    /** Returns the length of the message. */
    long size(long entry) {
        file.load(at(entry), ENTRY_BYTES);
        return file.unsignedInt(at(entry) + SIZE_AT);
    }

    @Override
    public void close() {
        file.close();
    }
}
