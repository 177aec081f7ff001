package dev.stanchion.engine.message;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import io.netty.buffer.ByteBuf;

/**
 * A message that is kept after the bus's call has returned. Its owner must {@link #release} it,
 * once.
 */
public final class HeldMessage implements BusMessage {
    private final ByteBuf buffer;
    private final int subjectIndex;
    private final int subjectLength;
    private final int replyIndex;
    private final int replyLength;
    private final int payloadIndex;
    private final int payloadLength;
    private final Origin origin;

    /** Retains the message's buffer. */
    public HeldMessage(BusMessage message) {
        this.buffer = message.buffer().retain();
        this.subjectIndex = message.subjectIndex();
        this.subjectLength = message.subjectLength();
        this.replyIndex = message.replyIndex();
        this.replyLength = message.replyLength();
        this.payloadIndex = message.payloadIndex();
        this.payloadLength = message.payloadLength();
        this.origin = message.origin();
    }

    public void release() {
        buffer.release();
    }

    @Override
    public ByteBuf buffer() {
        return buffer;
    }

    @Override
    public int subjectIndex() {
        return subjectIndex;
    }

    @Override
    public int subjectLength() {
        return subjectLength;
    }

    @Override
    public int replyIndex() {
        return replyIndex;
    }

    @Override
    public int replyLength() {
        return replyLength;
    }

    @Override
    public int payloadIndex() {
        return payloadIndex;
    }

    @Override
    public int payloadLength() {
        return payloadLength;
    }

    @Override
    public Origin origin() {
        return origin;
    }
}
