package dev.stanchion.transfer.gofile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stanchion.protocol.MsgProtoCursor;
import java.io.Closeable;

/**
 * Reads the messages of a slice, {@code msgs.N.dat}.
 *
 * <pre>
 *   0        4         8               8 + size
 *   +--------+---------+----- ... -----+
 *   |  size  | CRC-32  |   MsgProto    |
 *   +--------+---------+----- ... -----+
 * </pre>
 */
final class DataFile implements Closeable {
    static final int RECORD_HEADER_BYTES = 8;

    /** Every message begins with its sequence, because no message has the sequence 0. */
    private static final byte SEQUENCE_TAG = 0x08;

    private static final byte CHANNEL_TAG = 0x12;
    private static final int MOST_SEQUENCE_BYTES = 10;
    private static final int ONE_BYTE_LENGTH = 127;

    private final SourceFile file;
    private final byte[] channel;
    private final SearchBudget budget;
    private final MsgProtoCursor message = new MsgProtoCursor();

    DataFile(SourceFile file, String channel) {
        this.file = file;
        this.channel = channel.getBytes(UTF_8);
        this.budget = new SearchBudget(file.size());
    }

    SourceFile file() {
        return file;
    }

    long size() {
        return file.size();
    }

    /** Returns the message that {@link #messageAt} has found. */
    MsgProtoCursor message() {
        return message;
    }

    /**
     * Reads the message at an offset.
     *
     * @return the length of the record; 0 if there is none with a right checksum
     */
    long messageAt(long offset) {
        if (!file.load(offset, RECORD_HEADER_BYTES)) {
            return 0;
        }
        long size = file.unsignedInt(offset);
        long crc = file.unsignedInt(offset + Integer.BYTES);
        long payload = offset + RECORD_HEADER_BYTES;
        boolean isMessage =
                size > 1
                        && size <= file.size() - payload
                        && file.checksum(payload, size) == crc
                        && file.load(payload, size)
                        && message.wrap(file.buffer(), file.index(payload), (int) size)
                        && message.sequence() > 0;
        return isMessage ? RECORD_HEADER_BYTES + size : 0;
    }

    /** Returns whether the message that begins here is longer than the rest of the file. */
    boolean isTorn(long offset) {
        return !file.load(offset, RECORD_HEADER_BYTES)
                || file.unsignedInt(offset) > file.size() - offset - RECORD_HEADER_BYTES;
    }

    /**
     * Searches for the next message of this channel behind an offset where none could be read.
     *
     * @return its offset; the end of the file if there is none
     */
    long nextAfter(long damaged) {
        for (long offset = damaged + 1; offset < file.size() && !budget.isSpent(); offset++) {
            if (looksLikeMessage(offset) && messageAt(offset) > 0) {
                return offset;
            }
        }
        return file.size();
    }

    /** A quick look, which saves the checksum at nearly every offset. */
    private boolean looksLikeMessage(long offset) {
        long payload = offset + RECORD_HEADER_BYTES;
        long least = 2L + 2 + channel.length;
        if (!file.load(offset, RECORD_HEADER_BYTES + least) || file.at(payload) != SEQUENCE_TAG) {
            return false;
        }
        long size = file.unsignedInt(offset);
        if (size < least || size > file.size() - payload) {
            return false;
        }
        return hasChannel(payload + 1, payload + size) && budget.allows(size);
    }

    private boolean hasChannel(long sequence, long end) {
        long at = sequence;
        while (at < end && at < sequence + MOST_SEQUENCE_BYTES && file.load(at, 1)) {
            if (file.at(at++) >= 0) {
                break;
            }
        }
        int lengthBytes = channel.length > ONE_BYTE_LENGTH ? 2 : 1;
        long name = at + 1 + lengthBytes;
        if (name + channel.length > end
                || !file.load(at, 1L + lengthBytes + channel.length)
                || file.at(at) != CHANNEL_TAG) {
            return false;
        }
        for (int i = 0; i < channel.length; i++) {
            if (file.at(name + i) != channel[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        file.close();
    }
}
