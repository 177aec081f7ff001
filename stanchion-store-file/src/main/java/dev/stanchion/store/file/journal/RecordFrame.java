package dev.stanchion.store.file.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** How a record lies in a {@link RecordLog}: length, checksum, body. */
final class RecordFrame {
    private RecordFrame() {}

    /** Appends a whole record to a buffer that has room for it. */
    static void put(ByteBuffer target, ByteBuffer body) {
        int start = target.position();
        int bodyBytes = body.remaining();
        if (bodyBytes == 0) {
            throw new IllegalArgumentException("record: 0 bytes (expected: at least 1)");
        }
        target.putInt(bodyBytes).putInt(0).put(body.duplicate());
        target.putInt(start + Integer.BYTES, checksumOfRecord(target.array(), start, bodyBytes));
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
        return checksumOfRecord(content.array(), offset, bodyBytes) == expected
                ? content.slice(offset + RecordLog.RECORD_HEADER_BYTES, bodyBytes)
                : null;
    }

    private static int checksumOfRecord(byte[] bytes, int start, int bodyBytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, start, Integer.BYTES);
        checksum.update(bytes, start + RecordLog.RECORD_HEADER_BYTES, bodyBytes);
        return (int) checksum.getValue();
    }

    static int checksum(byte[] bytes, int start, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, start, length);
        return (int) checksum.getValue();
    }
}
