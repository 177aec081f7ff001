package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Reads a received acknowledgement in place, without allocation and without a copy. Belongs to one
 * thread. The cursor neither retains nor releases the buffer.
 */
public final class AckCursor {
    private final WireReader in = new WireReader();
    private long channel;
    private long sequence;

    /** Creates a cursor that is on no message yet. */
    public AckCursor() {}

    /**
     * Moves to a message. The values of the previous message are lost.
     *
     * @return false if the bytes are not such a message; then the accessors return undefined values
     */
    public boolean wrap(ByteBuf buffer, int index, int length) {
        in.wrap(buffer, index, length);
        channel = Span.EMPTY;
        sequence = 0;
        while (in.next()) {
            takeField();
        }
        return in.isWellFormed();
    }

    private void takeField() {
        switch (in.field()) {
            case 1 -> channel = in.bytes();
            case 2 -> sequence = in.varint();
            default -> in.skip();
        }
    }

    /** Returns the buffer into which the indices point. */
    public ByteBuf buffer() {
        return in.buffer();
    }

    public int channelIndex() {
        return Span.index(channel);
    }

    public int channelLength() {
        return Span.length(channel);
    }

    /** Returns the acknowledged sequence, unsigned. */
    public long sequence() {
        return sequence;
    }
}
