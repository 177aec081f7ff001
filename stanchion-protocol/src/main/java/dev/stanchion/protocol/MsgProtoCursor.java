package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * A delivered message as its bytes came, read in place: no allocation, no copy. An absent field has
 * length 0. Belongs to one thread; the buffer is neither retained nor released.
 */
public final class MsgProtoCursor {
    private final WireReader in = new WireReader();
    private long sequence;
    private long channel;
    private long reply;
    private long data;
    private long timestampEpochNanos;
    private boolean redelivered;
    private int redeliveryCount;

    /**
     * Goes to a message. Whatever the cursor said before is forgotten.
     *
     * @return false if the bytes are no such message; then the accessors say nothing useful
     */
    public boolean wrap(ByteBuf buffer, int index, int length) {
        in.wrap(buffer, index, length);
        sequence = 0;
        channel = Span.EMPTY;
        reply = Span.EMPTY;
        data = Span.EMPTY;
        timestampEpochNanos = 0;
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
            default -> in.skip();
        }
    }

    /** Returns the buffer into which the indices point. */
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

    public long timestampEpochNanos() {
        return timestampEpochNanos;
    }

    public boolean redelivered() {
        return redelivered;
    }

    /** Returns how often the message was sent again, unsigned; 0 the first time. */
    public int redeliveryCount() {
        return redeliveryCount;
    }
}
