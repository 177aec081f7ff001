package dev.stanchion.store.jetstream.append;

import dev.stanchion.store.jetstream.message.StoredHeaders;
import dev.stanchion.store.jetstream.message.StreamMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What waits until a stream has it: a message, or a gap, which only takes sequences. Confined to
 * the shard.
 */
public final class Outgoing {
    private static final byte[] GAP_HEADERS = StoredHeaders.encode();

    private final byte[] subject;
    private final byte[] headers;
    private final ByteBuf source;
    private final int index;
    private final int length;
    private final boolean isGap;
    private final boolean isInEmptyStream;
    private long numbers = 1;

    private Outgoing(
            byte[] subject,
            byte[] headers,
            ByteBuf source,
            int index,
            int length,
            boolean isGap,
            boolean isInEmptyStream) {
        this.subject = subject;
        this.headers = headers;
        this.source = source;
        this.index = index;
        this.length = length;
        this.isGap = isGap;
        this.isInEmptyStream = isInEmptyStream;
    }

    /**
     * A message.
     *
     * @param headers as {@link StoredHeaders} encodes them
     * @param source contains the payload; nobody changes it while the message waits
     */
    public static Outgoing message(
            byte[] subject, byte[] headers, ByteBuf source, int index, int length) {
        return new Outgoing(subject, headers, source, index, length, false, false);
    }

    /**
     * A gap.
     *
     * @param numbers how many sequences it takes
     * @param isInEmptyStream whether the stream has no messages, so that one request can do it
     */
    static Outgoing gap(byte[] subject, long numbers, boolean isInEmptyStream) {
        Outgoing gap =
                new Outgoing(
                        subject, GAP_HEADERS, Unpooled.EMPTY_BUFFER, 0, 0, true, isInEmptyStream);
        gap.numbers = numbers;
        return gap;
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
        return headers.length;
    }

    int totalLength() {
        return headers.length + length;
    }

    /** Writes headers and payload. */
    void writeTo(ByteBuf target, long expectedLast) {
        int at = target.writerIndex();
        target.writeBytes(headers);
        StoredHeaders.expect(target, at, expectedLast);
        target.writeBytes(source, index, length);
    }

    /** Returns who published the message, and its GUID; empty for other messages, and for a gap. */
    String origin() {
        return isGap ? "" : StoredHeaders.origin(Unpooled.wrappedBuffer(headers));
    }

    /** Tells whether a message of the stream is this one. */
    boolean isSameAs(StreamMessage stored) {
        return !isGap
                && stored.hasHeaders(headers)
                && Arrays.equals(subject, stored.subject().getBytes(StandardCharsets.UTF_8));
    }
}
