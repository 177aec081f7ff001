package dev.stanchion.nats.message;

import dev.stanchion.nats.permission.DeniedSubjects;
import dev.stanchion.nats.wire.PubOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to its subscribers. In-process handlers get it as a {@link NatsMessage}.
 *
 * <p>Refilled for each message. Confined to its loop.
 */
public final class RoutedMessage implements NatsMessage {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] NOTHING = {};
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    private final MessageLine line = new MessageLine();
    private final SharedOutput sharedOutput;
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;

    /** The bytes of the read buffer at its indexes, if the message was read from a connection. */
    private ByteBuffer bytes = NO_BYTES;

    private int subjectIndex;
    private int subjectLength;
    private int replyIndex;
    private int replyLength;
    private int bodyIndex;
    private int headerLength;
    private int bodyLength;
    private boolean terminated;
    private boolean lineBegun;
    private int sentIndex;
    private int sentLength;
    private @Nullable MessageSource source;

    /**
     * Whether another connection gets the same prepared bytes. Then they are written once, here.
     */
    private boolean shared;

    private @Nullable Chunk sharedChunk;
    private int sharedStart;

    public RoutedMessage(SharedOutput sharedOutput) {
        this.sharedOutput = sharedOutput;
    }

    /** Takes the message of a client's publish, in its buffer. CR LF follows the body. */
    public void read(PubOp pub, MessageSource from) {
        lieIn(pub.buffer(), pub.bodyIndex(), pub.bodyLength());
        bytes = pub.bytes();
        subjectIndex = pub.subjectIndex();
        subjectLength = pub.subjectLength();
        replyIndex = pub.replyIndex();
        replyLength = pub.replyLength();
        headerLength = pub.headerLength();
        terminated = true;
        source = from;
        lineBegun = false; // handlers need none
    }

    /**
     * Takes the body from a buffer without subject and reply. For deliveries to connections only.
     */
    public void publish(ByteBuf payload, int index, int length, byte[] subject, byte[] reply) {
        lieIn(payload, index, length);
        bytes = NO_BYTES;
        subjectLength = subject.length;
        replyLength = reply.length;
        headerLength = 0;
        terminated = false;
        source = null;
        line.begin(subject, reply);
        lineBegun = true;
    }

    /** Takes a buffer with subject, reply and body, for in-process handlers. */
    public void assembled(ByteBuf whole) {
        subjectIndex = 0;
        replyIndex = subjectLength;
        lieIn(whole, subjectLength + replyLength, bodyLength);
    }

    private void lieIn(ByteBuf bytes, int index, int length) {
        buffer = bytes;
        bodyIndex = index;
        bodyLength = length;
    }

    public void clear() {
        buffer = Unpooled.EMPTY_BUFFER;
        bytes = NO_BYTES;
        source = null;
        share(false);
    }

    /** Returns the bytes of a message that was read, at the indexes of its buffer. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Returns the connection that published it; null if it was published in process. */
    public @Nullable MessageSource source() {
        return source;
    }

    /** Returns the length of headers and payload. */
    public int bodyLength() {
        return bodyLength;
    }

    int headerLength() {
        return headerLength;
    }

    /**
     * Prepares the bytes for one subscriber; the methods below then describe them.
     *
     * @return the number of bytes of control line, body and CR LF
     */
    public int prepareFor(byte[] sid, boolean knowsHeaders) {
        boolean withHeaders = knowsHeaders && headerLength > 0;
        beginLine();
        if (line.isFor(sid, withHeaders)) {
            return line.length() + sentLength + CRLF.length;
        }
        line.complete(sid, this, withHeaders);
        sharedChunk = null;
        sentIndex = withHeaders ? bodyIndex : bodyIndex + headerLength;
        sentLength = withHeaders ? bodyLength : bodyLength - headerLength;
        return line.length() + sentLength + CRLF.length;
    }

    private void beginLine() {
        if (!lineBegun) {
            lineBegun = true;
            line.begin(this);
        }
    }

    /** Returns whether its subject is one of these. */
    public boolean isAbout(DeniedSubjects subjects) {
        beginLine();
        return line.hasSubjectIn(subjects);
    }

    /** Returns a copy of the reply subject, empty if there is none. */
    public byte[] reply() {
        beginLine();
        return line.reply(this);
    }

    /**
     * Sets whether the next receiver gets the same bytes as its neighbours. If not, the next
     * receiver may be a handler that publishes, and the written bytes may be overwritten after
     * that.
     */
    public void share(boolean sameForOthers) {
        shared = sameForOthers;
        if (!sameForOthers) {
            sharedChunk = null;
        }
    }

    /** Returns whether the prepared bytes are written once for several connections. */
    boolean isShared() {
        return shared && line.length() + sentLength <= SharedOutput.LONGEST_MESSAGE_BYTES;
    }

    /** Returns the chunk with the shared message, for the next receiver of the same bytes. */
    Chunk sharedChunk() {
        Chunk chunk = sharedChunk;
        if (chunk == null) {
            chunk = sharedOutput.room(line.length() + sentLength + CRLF.length);
            sharedStart = chunk.end();
            writeTo(chunk);
            sharedChunk = chunk;
        }
        return chunk;
    }

    /** Returns its index in {@link #sharedChunk}. */
    int sharedStart() {
        return sharedStart;
    }

    /** Writes the prepared bytes. {@code out} has room for them. */
    void writeTo(Chunk out) {
        line.writeTo(out);
        if (terminated) {
            out.put(bytes, sentIndex, sentLength + CRLF.length);
        } else {
            out.put(buffer, sentIndex, sentLength);
            out.put(CRLF, 0, CRLF.length);
        }
    }

    /** Returns the length of {@link #writeLineTo}. */
    int lineLength() {
        return line.length();
    }

    /** Returns the control line as text, for a trace. */
    public String lineText() {
        return line.text();
    }

    /** Writes the control line without the body, which is not copied. */
    void writeLineTo(Chunk out) {
        line.writeTo(out);
    }

    /** Returns the body, with CR LF if the buffer has it. The caller releases it. */
    ByteBuf retainBody() {
        return buffer.retainedSlice(sentIndex, sentLength + (terminated ? CRLF.length : 0));
    }

    /**
     * Returns the bytes behind {@link #retainBody} on the wire: CR LF, or nothing if the body has
     * it.
     */
    byte[] terminator() {
        return terminated ? NOTHING : CRLF;
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
        return bodyIndex + headerLength;
    }

    @Override
    public int payloadLength() {
        return bodyLength - headerLength;
    }

    @Override
    public long connectionId() {
        MessageSource from = source;
        return from == null ? 0 : from.id();
    }

    @Override
    public Publisher publisher() {
        MessageSource from = source;
        return from == null ? InProcessPublisher.INSTANCE : from.publisher();
    }
}
