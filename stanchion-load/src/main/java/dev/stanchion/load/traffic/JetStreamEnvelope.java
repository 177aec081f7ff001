package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a message of JetStream. Its payload is that of the publisher. Its reply subject says the
 * rest: {@code $JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<number>.<time>.<pending>}.
 */
final class JetStreamEnvelope implements Envelope {
    private static final byte[] PUB = "PUB ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ACK = " 4\r\n+ACK\r\n".getBytes(StandardCharsets.US_ASCII);

    /** The tokens behind the sequence: the consumer's number, the time, what is pending. */
    private static final int BEHIND_THE_SEQUENCE = 3;

    private final boolean acknowledges;
    private long sequence;

    /**
     * @param acknowledges whether each message is acknowledged; an ordered consumer has no
     *     acknowledgements
     */
    JetStreamEnvelope(boolean acknowledges) {
        this.acknowledges = acknowledges;
    }

    @Override
    public int open(Incoming message) {
        byte[] bytes = message.bytes();
        int start = message.replyAt();
        int end = start + message.replyLength();
        for (int i = 0; i < BEHIND_THE_SEQUENCE; i++) {
            end = lastDot(bytes, start, end);
        }
        int sequenceAt = lastDot(bytes, start, end);
        sequence = number(bytes, sequenceAt + 1, end);
        int deliveriesAt = lastDot(bytes, start, sequenceAt);
        if (number(bytes, deliveriesAt + 1, sequenceAt) != 1) {
            throw Redelivered.message(sequence);
        }
        return message.payloadAt();
    }

    private static int lastDot(byte[] bytes, int from, int to) {
        for (int i = to - 1; i > from; i--) {
            if (bytes[i] == '.') {
                return i;
            }
        }
        throw unreadable();
    }

    private static long number(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw unreadable();
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static LoadException unreadable() {
        return new LoadException(
                "a delivered message has no reply subject of JetStream",
                "Does another client publish there, too?");
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public void acknowledge(Incoming message, ByteBuffer target) {
        if (acknowledges) {
            target.put(PUB).put(message.bytes(), message.replyAt(), message.replyLength()).put(ACK);
        }
    }
}
