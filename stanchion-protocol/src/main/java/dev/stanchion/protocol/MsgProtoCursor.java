package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Reads a delivered message in place, without allocation and without a copy. An absent field has
 * length 0. Belongs to one thread. The cursor neither retains nor releases the buffer.
 */
public final class MsgProtoCursor {
    private final WireReader in = new WireReader();
    private long sequence;
    private long channel;
    private long reply;
    private long data;
    private long timestampEpochNanos;
    private long parked;
    private boolean redelivered;
    private int redeliveryCount;

    /** Creates a cursor that is on no message yet. */
    public MsgProtoCursor() {}

    /**
     * Moves to a message. The values of the previous message are lost.
     *
     * @return false if the bytes are not such a message; then the accessors return undefined values
     */
    public boolean wrap(ByteBuf buffer, int index, int length) {
        in.wrap(buffer, index, length);
        return read();
    }

    /** Moves to a message in an array, without Netty; otherwise as the other one. */
    public boolean wrap(byte[] bytes) {
        in.wrap(bytes);
        return read();
    }

    private boolean read() {
        sequence = 0;
        channel = Span.EMPTY;
        reply = Span.EMPTY;
        data = Span.EMPTY;
        timestampEpochNanos = 0;
        parked = Span.EMPTY;
        redelivered = false;
        redeliveryCount = 0;
        while (in.next()) {
            takeField();
        }
        return in.isWellFormed();
    }

    private void takeField() {
        switch (in.field()) {
            case 1 -> sequence = in.varint();
            case 2 -> channel = in.bytes();
            case 3 -> reply = in.bytes();
            case 4 -> data = in.bytes();
            case 5 -> timestampEpochNanos = in.varint();
            case 6 -> redelivered = in.varint() != 0;
            case 7 -> redeliveryCount = (int) in.varint();
            case 10 -> in.varint(); // CRC32
            case ParkedNote.FIELD -> parked = in.bytes();
            default -> in.skip();
        }
    }

    /** Returns the buffer into which the indices point; not after {@link #wrap(byte[])}. */
    public ByteBuf buffer() {
        return in.buffer();
    }

    /** Returns the sequence, unsigned, from 1. */
    public long sequence() {
        return sequence;
    }

    public int channelIndex() {
        return Span.index(channel);
    }

    public int channelLength() {
        return Span.length(channel);
    }

    public int replyIndex() {
        return Span.index(reply);
    }

    public int replyLength() {
        return Span.length(reply);
    }

    public int dataIndex() {
        return Span.index(data);
    }

    public int dataLength() {
        return Span.length(data);
    }

    /** Returns where the {@link ParkedNote} of a parked message begins. */
    public int parkedIndex() {
        return Span.index(parked);
    }

    /** Returns the length of the note; 0 if the message is not a parked one. */
    public int parkedLength() {
        return Span.length(parked);
    }

    public long timestampEpochNanos() {
        return timestampEpochNanos;
    }

    public boolean redelivered() {
        return redelivered;
    }

    /**
     * Returns how often the server has redelivered the message, unsigned; 0 for the first delivery.
     */
    public int redeliveryCount() {
        return redeliveryCount;
    }
}
