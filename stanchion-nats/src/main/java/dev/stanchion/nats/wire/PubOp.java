package dev.stanchion.nats.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * A publish as it lies in the buffer it was read into, or the message that a server makes of it.
 * One per parser, refilled for each.
 *
 * <pre>
 *   subject [reply] [hdr] total CR LF | headers | payload | CR LF
 *                                     ^ bodyIndex
 *                                     |---- bodyLength ----|
 * </pre>
 */
public final class PubOp {
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    /** The index of the arguments. The fields below are relative to it, so a kept line may move. */
    private int base;

    private int subjectOffset;
    private int subjectLength;
    private int replyOffset;
    private int replyLength;
    private int bodyOffset;
    private int headerLength;
    private int bodyLength;

    PubOp() {}

    void lieAt(ByteBuf buffer, ByteBuffer bytes, int base) {
        this.buffer = buffer;
        this.bytes = bytes;
        this.base = base;
    }

    void subject(int offset, int length) {
        subjectOffset = offset;
        subjectLength = length;
    }

    void reply(int offset, int length) {
        replyOffset = offset;
        replyLength = length;
    }

    void body(int offset, int headerLength, int length) {
        bodyOffset = offset;
        this.headerLength = headerLength;
        bodyLength = length;
    }

    int bodyOffset() {
        return bodyOffset;
    }

    /**
     * Returns the buffer that contains all of it. To keep a part beyond the call, retain the
     * buffer.
     */
    public ByteBuf buffer() {
        return buffer;
    }

    /** Returns the same bytes at the same indexes, for code that looks at single bytes. */
    public ByteBuffer bytes() {
        return bytes;
    }

    public int subjectIndex() {
        return base + subjectOffset;
    }

    public int subjectLength() {
        return subjectLength;
    }

    public int replyIndex() {
        return base + replyOffset;
    }

    /** Returns the length of the reply subject, 0 if there is none. */
    public int replyLength() {
        return replyLength;
    }

    /** Returns the index of headers and payload. CR LF follows them. */
    public int bodyIndex() {
        return base + bodyOffset;
    }

    /** Returns the length of headers and payload together. */
    public int bodyLength() {
        return bodyLength;
    }

    /** Returns how many bytes of the body are headers. */
    public int headerLength() {
        return headerLength;
    }

    /** Returns a copy of the subject, for the rare paths that must name it. */
    public byte[] subject() {
        return copy(subjectIndex(), subjectLength);
    }

    /** Returns a copy of the reply subject, empty if there is none. */
    public byte[] reply() {
        return copy(replyIndex(), replyLength);
    }

    private byte[] copy(int index, int length) {
        byte[] copy = new byte[length];
        bytes.get(index, copy);
        return copy;
    }
}
