package dev.stanchion.transfer.gofile;

import dev.stanchion.transfer.Findings;
import io.netty.buffer.ByteBuf;

/**
 * Reads a file of records that have a type: {@code clients.dat} and {@code subs.dat}.
 *
 * <pre>
 *   0                       4         8              8 + size
 *   +------+----------------+---------+----- ... -----+
 *   | size (24 bits) | type | CRC-32  |    payload    |
 *   +------+----------------+---------+----- ... -----+
 * </pre>
 */
final class TypedRecords {
    private static final int RECORD_HEADER_BYTES = 8;
    private static final int SIZE_BITS = 24;
    private static final long SIZE_MASK = (1L << SIZE_BITS) - 1;

    /** A record of the search after damage; the names that clients can use are shorter. */
    private static final int MAX_SEARCHED_BYTES = 64 * 1024;

    private final SourceFile file;
    private final Findings findings;
    private final Reader reader;
    private final SearchBudget budget;

    /** Takes records. */
    interface Reader {
        /** Returns whether records may have this type. */
        boolean isType(int type);

        /**
         * Takes a record.
         *
         * @return false if its payload cannot be decoded
         */
        boolean take(int type, ByteBuf buffer, int index, int length);
    }

    TypedRecords(SourceFile file, Findings findings, Reader reader) {
        this.file = file;
        this.findings = findings;
        this.reader = reader;
        this.budget = new SearchBudget(file.size());
    }

    /** Reads all records, and reports what cannot be read. */
    void readAll() {
        if (!file.hasKnownVersion()) {
            findings.loss(file.path().toString(), file.version());
        }
        long offset = SourceFile.HEADER_BYTES;
        while (offset < file.size()) {
            long size = sizeAt(offset, Long.MAX_VALUE);
            if (size >= 0 && takeAt(offset, size)) {
                offset += RECORD_HEADER_BYTES + size;
            } else if (file.isZeroFrom(offset)) {
                return;
            } else {
                long next = nextAfter(offset);
                report(offset, next);
                offset = next;
            }
        }
    }

    /** Returns the size of the payload if a record with a right checksum begins here; else -1. */
    private long sizeAt(long offset, long most) {
        if (!file.load(offset, RECORD_HEADER_BYTES)) {
            return -1;
        }
        long header = file.unsignedInt(offset);
        long size = header & SIZE_MASK;
        long crc = file.unsignedInt(offset + Integer.BYTES);
        boolean isPossible =
                size > 0
                        && size <= most
                        && size <= file.size() - offset - RECORD_HEADER_BYTES
                        && reader.isType((int) (header >>> SIZE_BITS));
        return isPossible
                        && budget.allows(most == Long.MAX_VALUE ? 0 : size)
                        && file.checksum(offset + RECORD_HEADER_BYTES, size) == crc
                ? size
                : -1;
    }

    private boolean takeAt(long offset, long size) {
        file.load(offset, RECORD_HEADER_BYTES + size);
        int type = (int) (file.unsignedInt(offset) >>> SIZE_BITS);
        return reader.take(
                type, file.buffer(), file.index(offset + RECORD_HEADER_BYTES), (int) size);
    }

    private long nextAfter(long damaged) {
        long offset = damaged + 1;
        while (offset + RECORD_HEADER_BYTES < file.size() && !budget.isSpent()) {
            if (sizeAt(offset, MAX_SEARCHED_BYTES) >= 0) {
                return offset;
            }
            offset++;
        }
        return file.size();
    }

    private void report(long from, long to) {
        String place = file.path() + " at offset " + from;
        if (to == file.size() && isTorn(from)) {
            findings.note(
                    place,
                    "the last %d byte(s) are no complete record; the server ended while it wrote them"
                            .formatted(to - from));
        } else {
            findings.loss(
                    place,
                    "%d byte(s) cannot be read; the records in them are left out"
                            .formatted(to - from));
        }
    }

    /** Returns whether the record that begins here is longer than the rest of the file. */
    private boolean isTorn(long offset) {
        return !file.load(offset, RECORD_HEADER_BYTES)
                || (file.unsignedInt(offset) & SIZE_MASK)
                        > file.size() - offset - RECORD_HEADER_BYTES;
    }
}
