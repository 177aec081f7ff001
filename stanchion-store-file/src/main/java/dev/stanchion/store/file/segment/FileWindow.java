package dev.stanchion.store.file.segment;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.file.disk.DiskFile;
import dev.stanchion.store.file.log.RecordLayout;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A part of a file in memory, which moves along with a scan of the file, in big positional reads.
 * For one thread.
 */
final class FileWindow {
    private static final byte SEQUENCE_FIELD = 1 << 3;

    private DiskFile file;
    private long limit;
    private int readAheadBytes;
    private final CRC32C crc = new CRC32C();
    private final MsgProtoCursor cursor = new MsgProtoCursor();
    private byte[] bytes = new byte[0];
    private ByteBuf view = Unpooled.EMPTY_BUFFER;
    private ByteBuffer numbers = ByteBuffer.allocate(0);
    private long start;
    private int length;
    private boolean isTaken;

    /**
     * @param limit nothing is read from here on
     */
    FileWindow(DiskFile file, long limit, int readAheadBytes) {
        this.file = file;
        this.limit = limit;
        this.readAheadBytes = readAheadBytes;
    }

    /** Goes on with another file, or another part of the same one, in the memory that it has. */
    void moveTo(DiskFile nextFile, long nextLimit, int nextReadAheadBytes) {
        file = nextFile;
        limit = nextLimit;
        readAheadBytes = nextReadAheadBytes;
        start = 0;
        length = 0;
    }

    /** Returns whether a whole and undamaged record begins at an offset. */
    boolean isRecord(long offset) throws IOException {
        if (offset + RecordLayout.HEADER_BYTES >= limit) {
            return false;
        }
        int messageBytes = intAt(offset);
        return messageBytes > 0
                && messageBytes <= limit - offset - RecordLayout.HEADER_BYTES
                && isWhole(offset, messageBytes);
    }

    private boolean isWhole(long offset, int messageBytes) throws IOException {
        int at = ensure(offset, RecordLayout.recordBytes(messageBytes));
        int message = RecordLayout.messageIndex(at);
        crc.reset();
        crc.update(bytes, message, messageBytes);
        return (int) crc.getValue() == numbers.getInt(at + RecordLayout.CHECKSUM_OFFSET)
                && cursor.wrap(view, message, messageBytes)
                && cursor.sequence() > 0;
    }

    /** Returns the message of the record that was last found to be one. */
    MsgProtoCursor message() {
        return cursor;
    }

    /** Returns the next offset from one on where a record begins; -1 if there is none. */
    long nextRecord(long from) throws IOException {
        for (long at = from; at + RecordLayout.HEADER_BYTES < limit; at++) {
            // every message begins with its sequence, field 1: a quick look that spares most CRCs
            if (byteAt(at + RecordLayout.HEADER_BYTES) == SEQUENCE_FIELD && isRecord(at)) {
                return at;
            }
        }
        return -1;
    }

    int intAt(long offset) throws IOException {
        int at = ensure(offset, Integer.BYTES);
        return numbers.getInt(at);
    }

    /** Returns whether this number of bytes exists. */
    boolean isAvailable(long offset, int count) {
        return offset + count <= limit;
    }

    byte byteAt(long offset) throws IOException {
        int at = ensure(offset, 1); // before the array is looked at, which this may replace
        return bytes[at];
    }

    /** Returns where in {@link #bytes} an offset of the file is. */
    int ensure(long offset, int count) throws IOException {
        if (offset < start || offset + count > start + length) {
            load(offset, count);
        }
        return (int) (offset - start);
    }

    private void load(long offset, int count) throws IOException {
        int wanted = (int) Math.min(Math.max(count, readAheadBytes), limit - offset);
        if (wanted < count) {
            throw new EOFException("file ends at %d".formatted(limit));
        }
        if (isTaken || bytes.length < wanted) {
            bytes = new byte[wanted];
            view = Unpooled.wrappedBuffer(bytes);
            numbers = ByteBuffer.wrap(bytes);
            isTaken = false;
        }
        start = offset;
        length = 0;
        file.readFully(ByteBuffer.wrap(bytes, 0, wanted), offset);
        length = wanted;
    }

    /**
     * Makes an offset the beginning of the part in memory, so that many of the following bytes are
     * in it.
     */
    void startAt(long offset) throws IOException {
        if (offset != start && loadedFrom(offset) < Math.min(readAheadBytes, limit - offset)) {
            load(offset, 1);
        }
    }

    /** Returns how much from an offset on is in memory. */
    long loadedFrom(long offset) {
        return offset < start ? 0 : Math.max(0, start + length - offset);
    }

    /** Copies bytes of the file to the end of a buffer. */
    void copy(long offset, int count, ByteBuffer target) throws IOException {
        target.put(bytes, ensure(offset, count), count);
    }

    /** Returns the bytes in memory, for the caller to keep. */
    ByteBuf takeView() {
        isTaken = true;
        return view;
    }
}
