package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * An acknowledgement as its bytes came, read in place: no allocation, no copy. Belongs to one
 * thread; the buffer is neither retained nor released.
 */
public final class AckCursor {
    private final WireReader in = new WireReader();
    private long channel;
    private long sequence;

    /**
     * Goes to a message. Whatever the cursor said before is forgotten.
     *
     * @return false if the bytes are no such message; then the accessors say nothing useful
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
