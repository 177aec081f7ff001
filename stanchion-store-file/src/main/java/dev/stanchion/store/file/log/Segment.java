package dev.stanchion.store.file.log;

import dev.stanchion.engine.spi.LogEntry;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A run of messages with consecutive sequences in one piece of memory. Owned by the channel's
 * shard.
 *
 * <p>Records grow from the front and index entries from the back; the segment is full when the two
 * would meet. So neither has to be sized in advance, and finding a message by its sequence is one
 * multiplication.
 *
 * <pre>
 *   0          record 1   end                      capacity - 12 * count      capacity
 *   +----------+----------+------- free -----------+-- ... --+----------+----------+
 *   | record 0 | record 1 |                        |         | entry 1  | entry 0  |
 *   +----------+----------+------------------------+-- ... --+----------+----------+
 *
 *   entry:  0                    8              12
 *           +--------------------+--------------+
 *           |   timestamp (ns)   | record index |
 *           +--------------------+--------------+
 * </pre>
 *
 * <p>A record is a message behind the header that it has in a file ({@link RecordLayout}), or the
 * message alone where none of it will ever come to a file.
 *
 * <p>Sequences that the log no longer keeps stay in place until the whole segment goes.
 */
public final class Segment {
    static final int ENTRY_BYTES = 12;
    private static final int ENTRY_RECORD_OFFSET = 8;

    private final ByteBuf bytes;
    private final long baseSequence;
    private final int headerBytes;
    private final MessageChecksum checksum;
    private int count;
    private int end;
    private int keptBytes;

    private Segment(ByteBuf bytes, long baseSequence, int headerBytes, MessageChecksum checksum) {
        this.bytes = bytes;
        this.baseSequence = baseSequence;
        this.headerBytes = headerBytes;
        this.checksum = checksum;
    }

    /**
     * Creates a segment whose records are those of a file.
     *
     * @param bytes empty; its owner frees it
     * @param baseSequence the sequence of the first message that will be appended
     */
    public static Segment ofRecords(ByteBuf bytes, long baseSequence, MessageChecksum checksum) {
        return new Segment(bytes, baseSequence, RecordLayout.HEADER_BYTES, checksum);
    }

    /**
     * Does the same as {@link #ofRecords}, for messages that end with the process: without headers.
     */
    static Segment ofMessages(ByteBuf bytes, long baseSequence) {
        return new Segment(bytes, baseSequence, 0, MessageChecksum.NONE);
    }

    /** Returns the bytes of one message in {@link #ofRecords}, with its header and index entry. */
    public static int recordSpace(int messageBytes) {
        return RecordLayout.recordBytes(messageBytes) + ENTRY_BYTES;
    }

    /** Returns the bytes of one message in {@link #ofMessages}, with its index entry. */
    static int messageSpace(int messageBytes) {
        return messageBytes + ENTRY_BYTES;
    }

    public ByteBuf bytes() {
        return bytes;
    }

    public long baseSequence() {
        return baseSequence;
    }

    /** Returns the sequence after the last one here. */
    public long endSequence() {
        return baseSequence + count;
    }

    public boolean contains(long sequence) {
        return sequence >= baseSequence && sequence < endSequence();
    }

    public boolean hasRoomFor(int messageBytes) {
        int needed = headerBytes + messageBytes + ENTRY_BYTES;
        return needed <= bytes.capacity() - count * ENTRY_BYTES - end;
    }

    /**
     * Appends a message for which there is room. If it fails to write itself, nothing has changed.
     */
    public void append(LogEntry message, int messageBytes) {
        int index = end + headerBytes;
        bytes.writerIndex(index);
        message.writeTo(bytes);
        if (bytes.writerIndex() - index != messageBytes) {
            throw new IllegalStateException(
                    "message %d: %d bytes written (expected: %d)"
                            .formatted(
                                    message.sequence(), bytes.writerIndex() - index, messageBytes));
        }
        if (headerBytes > 0) {
            int sum = checksum.of(bytes, index, messageBytes);
            RecordLayout.writeHeader(bytes, end, messageBytes, sum);
        }
        count++;
        int entry = entryOf(endSequence() - 1);
        bytes.setLong(entry, message.timestampEpochNanos());
        bytes.setInt(entry + ENTRY_RECORD_OFFSET, end);
        end = index + messageBytes;
        keptBytes += messageBytes;
    }

    /** The log no longer keeps a message; returns its size. */
    public int drop(long sequence) {
        int dropped = indexedBytes(sequence);
        keptBytes -= dropped;
        return dropped;
    }

    /** Returns the size of the messages here that were not dropped. */
    public int keptBytes() {
        return keptBytes;
    }

    public int messageIndex(long sequence) {
        return recordOf(sequence) + headerBytes;
    }

    /**
     * Returns the size of a message. Of a segment of records others may ask meanwhile, and more may
     * be appended: so it is read where it was written.
     */
    public int messageBytes(long sequence) {
        return headerBytes > 0
                ? RecordLayout.messageBytes(bytes, recordOf(sequence))
                : indexedBytes(sequence);
    }

    /** For the owner alone. From the index: the record of an old message is long out of cache. */
    private int indexedBytes(long sequence) {
        int next = sequence + 1 == endSequence() ? end : recordOf(sequence + 1);
        return next - messageIndex(sequence);
    }

    public long timestamp(long sequence) {
        return bytes.getLong(entryOf(sequence));
    }

    /** Returns the first sequence that is not before a time; {@link #endSequence} if none is. */
    public long sequenceAt(long epochNanos) {
        long low = baseSequence;
        long high = endSequence();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (timestamp(middle) < epochNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Forgets all messages behind a sequence; they were appended here last. */
    public void cutBehind(long sequence) {
        while (count > 0 && endSequence() - 1 > sequence) {
            long last = endSequence() - 1;
            keptBytes -= messageBytes(last);
            end = recordOf(last);
            count--;
        }
    }

    /**
     * Returns the records of some messages as they lie here. Others may read them meanwhile, and
     * more may be appended.
     */
    public ByteBuffer records(long from, long to) {
        return bytes.nioBuffer(recordOf(from), recordBytes(from, to));
    }

    /** Returns the size of the messages here that are before a sequence, dropped or not. */
    public long messageBytesBefore(long sequence) {
        int messages = (int) (sequence - baseSequence);
        int recordBytes = sequence == endSequence() ? end : recordOf(sequence);
        return recordBytes - (long) messages * headerBytes;
    }

    int recordBytes(long from, long to) {
        return messageIndex(to) + messageBytes(to) - recordOf(from);
    }

    private int recordOf(long sequence) {
        return bytes.getInt(entryOf(sequence) + ENTRY_RECORD_OFFSET);
    }

    private int entryOf(long sequence) {
        return bytes.capacity() - ((int) (sequence - baseSequence) + 1) * ENTRY_BYTES;
    }
}
