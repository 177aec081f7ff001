package dev.stanchion.load.traffic;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the acknowledgements of one subscription. Only the sequence differs between them, and the
 * length changes only when the sequence gets longer.
 */
final class AckTemplate {
    private static final int CHANNEL_TAG = 1 << 3 | 2;
    private static final int SEQUENCE_TAG = 2 << 3;

    private final String ackInbox;
    private final byte[] channel;
    private byte[] beforeSequence = new byte[0];
    private int sequenceLength;

    AckTemplate(String ackInbox, String channel) {
        this.ackInbox = ackInbox;
        this.channel = channel.getBytes(StandardCharsets.UTF_8);
    }

    /** Appends the acknowledgement of a message. */
    void writeTo(ByteBuffer target, long sequence) {
        int length = varintLength(sequence);
        if (length != sequenceLength) {
            prepare(length);
        }
        target.put(beforeSequence);
        long rest = sequence;
        while (rest > 0x7F) {
            target.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        target.put((byte) rest).put((byte) '\r').put((byte) '\n');
    }

    private void prepare(int length) {
        ByteArrayOutputStream ack = new ByteArrayOutputStream();
        ack.write(CHANNEL_TAG);
        writeVarint(ack, channel.length);
        ack.writeBytes(channel);
        ack.write(SEQUENCE_TAG);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String line = "PUB " + ackInbox + " " + (ack.size() + length) + "\r\n";
        all.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(ack.toByteArray());
        beforeSequence = all.toByteArray();
        sequenceLength = length;
    }

    private static int varintLength(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    private static void writeVarint(ByteArrayOutputStream target, int value) {
        int rest = value;
        while (rest > 0x7F) {
            target.write(rest | 0x80);
            rest >>>= 7;
        }
        target.write(rest);
    }
}
