package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * Reads a published message in place, without allocation and without a copy.
 *
 * <p>The index and the length of each text give its place in the buffer. The cursor does not check
 * for valid UTF-8, and neither does the Go server. An absent field has length 0. Belongs to one
 * thread. The cursor neither retains nor releases the buffer.
 */
public final class PubMsgCursor {
    private final WireReader in = new WireReader();
    private long clientId;
    private long guid;
    private long channel;
    private long reply;
    private long data;
    private long connId;

    /** Creates a cursor that is on no message yet. */
    public PubMsgCursor() {}

    /**
     * Moves to a message. The values of the previous message are lost.
     *
     * @return false if the bytes are not such a message; then the accessors return undefined values
     */
    public boolean wrap(ByteBuf buffer, int index, int length) {
        in.wrap(buffer, index, length);
        clientId = Span.EMPTY;
        guid = Span.EMPTY;
        channel = Span.EMPTY;
        reply = Span.EMPTY;
        data = Span.EMPTY;
        connId = Span.EMPTY;
        while (in.next()) {
            takeField();
        }
        return in.isWellFormed();
    }

    private void takeField() {
        switch (in.field()) {
            case 1 -> clientId = in.bytes();
            case 2 -> guid = in.bytes();
            case 3 -> channel = in.bytes();
            case 4 -> reply = in.bytes();
            case 5 -> data = in.bytes();
            case 6 -> connId = in.bytes();
            case 10 -> in.bytes(); // sha256
            default -> in.skip();
        }
    }

    /** Returns the buffer into which the indices point. */
    public ByteBuf buffer() {
        return in.buffer();
    }

    public int clientIdIndex() {
        return Span.index(clientId);
    }

    public int clientIdLength() {
        return Span.length(clientId);
    }

    public int guidIndex() {
        return Span.index(guid);
    }

    public int guidLength() {
        return Span.length(guid);
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

    public int connIdIndex() {
        return Span.index(connId);
    }

    /**
     * Returns the length of the connection ID. If it is not 0, only the connection ID identifies
     * the client.
     */
    public int connIdLength() {
        return Span.length(connId);
    }
}
