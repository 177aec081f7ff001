package dev.stanchion.store.jetstream.append;

import dev.stanchion.store.jetstream.message.StoredHeaders;
import dev.stanchion.store.jetstream.message.StreamMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What waits until a stream has it: a message, or a gap, which only takes sequences. It can become
 * another message when it has left the queue of its writer, because one that is made for each
 * message would outlive the young generation of the heap. Confined to the shard.
 */
public final class Outgoing {
    private static final byte[] GAP_HEADERS = StoredHeaders.encode();
    private static final byte[] NOTHING = {};

    private final boolean isGap;
    private final boolean isInEmptyStream;
    private byte[] subject = NOTHING;
    private byte[] headers = NOTHING;
    private int headerLength;
    private ByteBuf source = Unpooled.EMPTY_BUFFER;
    private int index;
    private int length;
    private long numbers = 1;

    private Outgoing(boolean isGap, boolean isInEmptyStream) {
        this.isGap = isGap;
        this.isInEmptyStream = isInEmptyStream;
    }

    /** Returns what {@link #become} makes a message. */
    public static Outgoing empty() {
        return new Outgoing(false, false);
    }

    /**
     * A message.
     *
     * @param headers as {@link StoredHeaders} encodes them
     * @param source contains the payload; nobody changes it while the message waits
     */
    public static Outgoing message(
            byte[] subject, byte[] headers, ByteBuf source, int index, int length) {
        Outgoing message = empty();
        message.headers = headers;
        message.headerLength = headers.length;
        message.become(subject, source, index, length);
        return message;
    }

    /**
     * A gap.
     *
     * @param numbers how many sequences it takes
     * @param isInEmptyStream whether the stream has no messages, so that one request can do it
     */
    static Outgoing gap(byte[] subject, long numbers, boolean isInEmptyStream) {
        Outgoing gap = new Outgoing(true, isInEmptyStream);
        gap.headers = GAP_HEADERS;
        gap.headerLength = GAP_HEADERS.length;
        gap.subject = subject;
        gap.numbers = numbers;
        return gap;
    }

    /**
     * Returns the array into which the caller encodes the headers of the message that this is to
     * become, from its first byte on. It may be longer than asked for.
     */
    public byte[] roomForHeaders(int size) {
        if (headers.length < size) {
            headers = new byte[size];
        }
        headerLength = size;
        return headers;
    }

    /** Returns how many bytes it has for headers. */
    public int headerCapacity() {
        return headers.length;
    }

    /**
     * Becomes the message whose headers the caller has encoded into {@link #roomForHeaders}.
     *
     * @param payload contains the payload; nobody changes it while the message waits
     */
    public void become(byte[] itsSubject, ByteBuf payload, int payloadIndex, int payloadLength) {
        subject = itsSubject;
        source = payload;
        index = payloadIndex;
        length = payloadLength;
    }

    /** Lets its payload go, for the garbage collector. */
    public void forgetPayload() {
        source = Unpooled.EMPTY_BUFFER;
    }

    /** Gives the message another time. Nothing of it may be on its way to where it could land. */
    public void setTime(long timestampEpochNanos) {
        StoredHeaders.setTime(headers, timestampEpochNanos);
    }

    boolean isGap() {
        return isGap;
    }

    boolean isInEmptyStream() {
        return isInEmptyStream;
    }

    /** Returns how many sequences it still takes. */
    long numbers() {
        return numbers;
    }

    /** Counts sequences of a gap that the stream has. */
    void taken(long count) {
        numbers -= count;
    }

    byte[] subject() {
        return subject;
    }

    /** Returns the length of the headers. */
    int headerLength() {
        return headerLength;
    }

    int totalLength() {
        return headerLength + length;
    }

    /** Writes headers and payload. */
    void writeTo(ByteBuf target, long expectedLast) {
        int at = target.writerIndex();
        target.writeBytes(headers, 0, headerLength);
        StoredHeaders.expect(target, at, expectedLast);
        target.writeBytes(source, index, length);
    }

    /** Returns who published the message, and its GUID; empty for other messages, and for a gap. */
    String origin() {
        return isGap ? "" : StoredHeaders.origin(Unpooled.wrappedBuffer(headers, 0, headerLength));
    }

    /** Tells whether a message of the stream is this one. */
    boolean isSameAs(StreamMessage stored) {
        return !isGap
                && stored.hasHeaders(headers, headerLength)
                && Arrays.equals(subject, stored.subject().getBytes(StandardCharsets.UTF_8));
    }
}
