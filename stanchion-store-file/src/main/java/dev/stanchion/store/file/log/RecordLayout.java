package dev.stanchion.store.file.log;

import io.netty.buffer.ByteBuf;

/**
 * How a message lies in a segment. All numbers are big-endian.
 *
 * <pre>
 *   0        4        8                      8 + length
 *   +--------+--------+---- ... ----+
 *   | length | CRC32C |   message   |
 *   +--------+--------+---- ... ----+
 *
 *   length   of the message in bytes, at least 0
 *   CRC32C   of the message
 *   message  the encoded MsgProto, as subscribers get it
 * </pre>
 *
 * <p>A memory store keeps messages without it: the length is in the index, and the checksum tells
 * torn and decayed bytes on a disk, whereas memory ends with the process that wrote it.
 */
public final class RecordLayout {
    public static final int HEADER_BYTES = 8;
    public static final int CHECKSUM_OFFSET = 4;

    private RecordLayout() {}

    public static int recordBytes(int messageBytes) {
        return HEADER_BYTES + messageBytes;
    }

    static void writeHeader(ByteBuf bytes, int record, int messageBytes, int checksum) {
        bytes.setLong(
                record, ((long) messageBytes << Integer.SIZE) | Integer.toUnsignedLong(checksum));
    }

    static int messageBytes(ByteBuf bytes, int record) {
        return bytes.getInt(record);
    }

    public static int messageIndex(int record) {
        return record + HEADER_BYTES;
    }
}
