package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;

/**
 * A published message as its bytes came, read in place: no allocation, no copy.
 *
 * <p>Each text is where its index and length say, and is not checked to be UTF-8: the Go server
 * does not check either. An absent field has length 0. Belongs to one thread; the buffer is neither
 * retained nor released.
 */
public final class PubMsgCursor {
    private final WireReader in = new WireReader();
    private long clientId;
    private long guid;
    private long channel;
    private long reply;
    private long data;
    private long connId;

    /**
     * Goes to a message. Whatever the cursor said before is forgotten.
     *
     * @return false if the bytes are no such message; then the accessors say nothing useful
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

    /** If not 0, the connection ID alone names the client. */
    public int connIdLength() {
        return Span.length(connId);
    }
}
