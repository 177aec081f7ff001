package dev.stanchion.nats.message;

import dev.stanchion.nats.permission.DeniedSubjects;
import dev.stanchion.nats.wire.PubOp;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to its subscribers, and the view of it that in-process handlers get.
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

    /** The bytes of the buffer at its indexes, of a message that was read. */
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

    /** Whether somebody else gets the prepared bytes too; then they are written once, here. */
    private boolean shared;

    private @Nullable Chunk sharedChunk;
    private int sharedStart;

    public RoutedMessage(SharedOutput sharedOutput) {
        this.sharedOutput = sharedOutput;
    }

    /** Lies where a client's publish lies: CR LF follows the body. */
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

    /** Takes its body from a buffer that has neither subject nor reply; for connections only. */
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

    /** Tells in-process handlers where subject and reply are, once all lies in one buffer. */
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

    /** The bytes of a message that was read, at the indexes of its buffer. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Returns who published it; null if it was published in process. */
    public @Nullable MessageSource source() {
        return source;
    }

    /** Headers and payload. */
    public int bodyLength() {
        return bodyLength;
    }

    int headerLength() {
        return headerLength;
    }

    /**
     * Prepares the bytes for one subscriber; the methods below then describe them.
     *
     * @return how many there are: control line, body and CR LF
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

    /** Whether its subject is one of these. */
    public boolean isAbout(DeniedSubjects subjects) {
        beginLine();
        return line.hasSubjectIn(subjects);
    }

    /** A copy of the reply subject, empty if there is none. */
    public byte[] reply() {
        beginLine();
        return line.reply(this);
    }

    /**
     * Says whether the next one who gets it, gets the same bytes as the one before or after. If
     * not, it may be a handler that publishes, and what was written may be overwritten after that.
     */
    public void share(boolean sameForOthers) {
        shared = sameForOthers;
        if (!sameForOthers) {
            sharedChunk = null;
        }
    }

    /** Whether what was prepared is written once for several connections. */
    boolean isShared() {
        return shared && line.length() + sentLength <= SharedOutput.LONGEST_MESSAGE_BYTES;
    }

    /** The chunk in which a shared message lies, for the next who gets the same bytes too. */
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

    /** Where it lies in {@link #sharedChunk}. */
    int sharedStart() {
        return sharedStart;
    }

    /** Writes all that was prepared; {@code out} has room for it. */
    void writeTo(Chunk out) {
        line.writeTo(out);
        if (terminated) {
            out.put(bytes, sentIndex, sentLength + CRLF.length);
        } else {
            out.put(buffer, sentIndex, sentLength);
            out.put(CRLF, 0, CRLF.length);
        }
    }

    /** The length of {@link #writeLineTo}. */
    int lineLength() {
        return line.length();
    }

    /** The control line as text, for whoever traces it. */
    public String lineText() {
        return line.text();
    }

    /** Writes the control line alone, for a message whose body is not copied. */
    void writeLineTo(Chunk out) {
        line.writeTo(out);
    }

    /** The body in place and, if the buffer has it, CR LF; the caller releases it. */
    ByteBuf retainBody() {
        return buffer.retainedSlice(sentIndex, sentLength + (terminated ? CRLF.length : 0));
    }

    /** What follows {@link #retainBody} on the wire: CR LF, or nothing if the body has it. */
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
