package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import java.nio.ByteBuffer;

/** Reads {@code MsgProto} of NATS Streaming. */
final class StreamingEnvelope implements Envelope {
    private static final int SEQUENCE_TAG = 1 << 3;
    private static final int REDELIVERED_TAG = 6 << 3;
    private static final int DATA_TAG = 4 << 3 | 2;

    private final AckTemplate acks;
    private long sequence;

    StreamingEnvelope(String ackInbox, String channel) {
        this.acks = new AckTemplate(ackInbox, channel);
    }

    @Override
    public int open(Incoming message) {
        byte[] bytes = message.bytes();
        int at = message.payloadAt();
        int to = message.payloadEnd();
        int dataAt = -1;
        sequence = 0;
        while (at < to) {
            int tag = bytes[at++] & 0xFF;
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                value |= (long) (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            if (tag == SEQUENCE_TAG) {
                sequence = value;
            } else if (tag == REDELIVERED_TAG && value != 0) {
                throw Redelivered.message(sequence);
            } else if ((tag & 7) == 2) {
                if (tag == DATA_TAG) {
                    dataAt = at;
                }
                at += (int) value;
            }
        }
        if (dataAt < 0 || at != to) {
            throw new LoadException(
                    "a delivered message cannot be decoded", "This is a fault of the server.");
        }
        return dataAt;
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public void acknowledge(Incoming message, ByteBuffer target) {
        acks.writeTo(target, sequence);
    }
}
