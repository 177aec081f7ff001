package dev.stanchion.store.jetstream.link;

import dev.stanchion.nats.wire.PubOp;
import dev.stanchion.store.jetstream.cluster.ClusterMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * A message of a link in the form of the store. One for each subscription. Confined to the loop.
 */
final class Received implements ClusterMessage {
    /** The index of the status, which follows {@code NATS/1.0 }. */
    private static final int STATUS_OFFSET = 9;

    private static final int STATUS_LENGTH = 3;
    private static final int RADIX = 10;

    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int subjectIndex;
    private int subjectLength;
    private int replyIndex;
    private int replyLength;
    private int headerIndex;
    private int headerLength;
    private int bodyLength;

    Received wrap(PubOp message) {
        buffer = message.buffer();
        bytes = message.bytes();
        subjectIndex = message.subjectIndex();
        subjectLength = message.subjectLength();
        replyIndex = message.replyIndex();
        replyLength = message.replyLength();
        headerIndex = message.bodyIndex();
        headerLength = message.headerLength();
        bodyLength = message.bodyLength();
        return this;
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
    public int headerIndex() {
        return headerIndex;
    }

    @Override
    public int headerLength() {
        return headerLength;
    }

    @Override
    public int payloadIndex() {
        return headerIndex + headerLength;
    }

    @Override
    public int payloadLength() {
        return bodyLength - headerLength;
    }

    @Override
    public int status() {
        if (headerLength < STATUS_OFFSET + STATUS_LENGTH) {
            return 0;
        }
        int status = 0;
        for (int i = 0; i < STATUS_LENGTH; i++) {
            int digit = bytes.get(headerIndex + STATUS_OFFSET + i) - '0';
            if (digit < 0 || digit >= RADIX) {
                return 0;
            }
            status = RADIX * status + digit;
        }
        return bytes.get(headerIndex + STATUS_OFFSET - 1) == ' ' ? status : 0;
    }
}
