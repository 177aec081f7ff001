package dev.stanchion.transfer;

import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.encryption.PayloadCheck;
import java.util.zip.CRC32C;

/**
 * Counts the messages of a channel, and computes a checksum over all of them. Two tallies are equal
 * if the messages are.
 */
final class ChannelTally {
    private final CRC32C digest = new CRC32C();
    private final byte[] numbers = new byte[2 * Long.BYTES];
    private byte[] bytes = new byte[4096];
    private long messages;
    private long first;
    private long last;
    private long payloadBytes;
    private long sealed;
    private long kept;

    void add(MsgProtoCursor message) {
        messages++;
        first = messages == 1 ? message.sequence() : first;
        last = message.sequence();
        payloadBytes += message.dataLength();
        if (PayloadCheck.isSealed(
                message.buffer(), message.dataIndex(), message.dataLength(), last)) {
            sealed++;
        }
        put(0, last);
        put(Long.BYTES, message.timestampEpochNanos());
        digest.update(numbers);
        digest(message, message.replyIndex(), message.replyLength());
        digest(message, message.dataIndex(), message.dataLength());
        digest(message, message.parkedIndex(), message.parkedLength());
    }

    /** Counts a message that the target had already. */
    void addKept(MsgProtoCursor message) {
        add(message);
        kept++;
    }

    /** Forgets all messages. */
    void clear() {
        digest.reset();
        messages = 0;
        first = 0;
        last = 0;
        payloadBytes = 0;
        sealed = 0;
        kept = 0;
    }

    private void put(int at, long number) {
        for (int i = 0; i < Long.BYTES; i++) {
            numbers[at + i] = (byte) (number >>> (Byte.SIZE * i));
        }
    }

    private void digest(MsgProtoCursor message, int index, int length) {
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        message.buffer().getBytes(index, bytes, 0, length);
        digest.update(bytes, 0, length);
    }

    long messages() {
        return messages;
    }

    boolean isEqualTo(ChannelTally other) {
        return messages == other.messages
                && first == other.first
                && last == other.last
                && digest.getValue() == other.digest.getValue();
    }

    CopyReport.Channel toReport(String name, SourceSubscriptions subscriptions) {
        return new CopyReport.Channel(
                name,
                messages,
                first,
                last,
                payloadBytes,
                sealed,
                kept,
                subscriptions.live().size(),
                subscriptions.live().stream().mapToLong(each -> each.pending().size()).sum());
    }
}
