package dev.stanchion.store.file.recordlog;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The layout of a record in a {@link RecordLog}: length, checksum, body. */
public final class RecordFrame {
    /** The smallest unit that a disk writes at once. */
    private static final int SECTOR_BYTES = 512;

    private RecordFrame() {}

    /** Appends a whole record to a buffer that has room for it. */
    static void put(ByteBuffer target, ByteBuffer body) {
        int start = target.position();
        int bodyBytes = body.remaining();
        if (bodyBytes == 0) {
            throw new IllegalArgumentException("record: 0 bytes (expected: at least 1)");
        }
        target.putInt(bodyBytes).putInt(0).put(body.duplicate());
        target.putInt(start + Integer.BYTES, checksumOfRecord(target, start, bodyBytes));
    }

    /** Returns the body of the record that begins at an offset; null if there is no whole one. */
    static @Nullable ByteBuffer bodyAt(ByteBuffer content, int offset) {
        int left = content.limit() - offset - RecordLog.RECORD_HEADER_BYTES;
        if (left < 1) {
            return null;
        }
        int bodyBytes = content.getInt(offset);
        if (bodyBytes < 1 || bodyBytes > left) {
            return null;
        }
        int expected = content.getInt(offset + Integer.BYTES);
        return checksumOfRecord(content, offset, bodyBytes) == expected
                ? content.slice(offset + RecordLog.RECORD_HEADER_BYTES, bodyBytes)
                : null;
    }

    /**
     * Returns the body of a record between two offsets whose length field is wrong; null if there
     * is none.
     */
    static @Nullable ByteBuffer bodyUpTo(ByteBuffer content, int offset, int end) {
        int bodyBytes = end - offset - RecordLog.RECORD_HEADER_BYTES;
        if (bodyBytes < 1) {
            return null;
        }
        int expected = content.getInt(offset + Integer.BYTES);
        return checksumOfRecord(content, offset, bodyBytes) == expected
                ? content.slice(offset + RecordLog.RECORD_HEADER_BYTES, bodyBytes)
                : null;
    }

    /**
     * Returns whether the bytes at the end of a file can be a record whose write ended early: the
     * file ends within it, or it lacks a sector.
     */
    static boolean isTorn(ByteBuffer content, int offset) {
        int left = content.limit() - offset - RecordLog.RECORD_HEADER_BYTES;
        return left < 1 || content.getInt(offset) > left || lacksSector(content, offset);
    }

    private static boolean lacksSector(ByteBuffer content, int offset) {
        boolean isZero = true;
        for (int at = offset; at < content.limit(); at++) {
            isZero &= content.get(at) == 0;
            if (at % SECTOR_BYTES == SECTOR_BYTES - 1 || at == content.limit() - 1) {
                if (isZero) {
                    return true;
                }
                isZero = true;
            }
        }
        return false;
    }

    /** The length and the body; the checksum itself lies between them. */
    private static int checksumOfRecord(ByteBuffer buffer, int start, int bodyBytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Integer.BYTES).putInt(bodyBytes).flip());
        checksum.update(buffer.slice(start + RecordLog.RECORD_HEADER_BYTES, bodyBytes));
        return (int) checksum.getValue();
    }

    public static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
