package dev.stanchion.store.jetstream.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * A message as a stream has it. Immutable.
 *
 * @param subject the subject on which it was published
 * @param streamEpochNanos when the stream took it
 * @param headers the headers with which it was published; empty if there were none
 * @param payload on the heap; nobody changes or releases it
 */
public record StreamMessage(
        long sequence, String subject, long streamEpochNanos, ByteBuf headers, ByteBuf payload) {
    /** What the server's file store adds to a message with headers, and to one without. */
    private static final int FRAME_BYTES = 34;

    private static final int PLAIN_FRAME_BYTES = 30;

    private static final byte[] STREAM = "\r\nNats-Stream: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SUBJECT = "Nats-Subject".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEQUENCE = "Nats-Sequence".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PREVIOUS = "Nats-Last-Sequence".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STORED_AT = "Nats-Time-Stamp".getBytes(StandardCharsets.US_ASCII);

    /** Returns the number of bytes that the stream counts for the message. */
    public int countedBytes() {
        int headerBytes = headers.readableBytes();
        return (headerBytes == 0 ? PLAIN_FRAME_BYTES : FRAME_BYTES)
                + subject.length()
                + headerBytes
                + payload.readableBytes();
    }

    /** Returns the number of bytes that a stream will count for a message. */
    public static int countedBytes(int subjectLength, int headerLength, int payloadLength) {
        return FRAME_BYTES + subjectLength + headerLength + payloadLength;
    }

    /**
     * Reads the answer to a direct get. The server has added headers of its own behind those of the
     * message.
     *
     * @throws IllegalArgumentException if the server's headers are not there
     */
    public static StreamMessage ofDirectGet(ByteBuf buffer, int index, int headers, int payload) {
        int end = lastIndexOf(STREAM, buffer, index, headers);
        if (end < 0) {
            throw new IllegalArgumentException("answer without the header Nats-Stream");
        }
        HeaderLines added = new HeaderLines(buffer, end + 2, index + headers - end - 2);
        String sequence = added.text(SEQUENCE);
        String subject = added.text(SUBJECT);
        int own = end + 2 - index;
        boolean hasOwn = own > StoredHeaders.VERSION.length;
        ByteBuf ownHeaders = Unpooled.EMPTY_BUFFER;
        if (hasOwn) {
            ownHeaders = Unpooled.buffer(own + 2);
            ownHeaders.writeBytes(buffer, index, own).writeByte('\r').writeByte('\n');
        }
        ByteBuf data = Unpooled.buffer(payload).writeBytes(buffer, index + headers, payload);
        return new StreamMessage(
                Long.parseLong(sequence),
                subject,
                epochNanos(added.text(STORED_AT)),
                ownHeaders,
                data);
    }

    /**
     * Returns the sequence of the message before this one in the answer to a direct get; 0 for the
     * first. At the end of the answer, it is that of the last message.
     */
    public static long previousInAnswer(ByteBuf buffer, int index, int headers) {
        int added = Math.max(index, lastIndexOf(STREAM, buffer, index, headers));
        String text = new HeaderLines(buffer, added, index + headers - added).text(PREVIOUS);
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static int lastIndexOf(byte[] wanted, ByteBuf buffer, int index, int length) {
        for (int at = index + length - wanted.length; at >= index; at--) {
            boolean isThere = true;
            for (int i = 0; isThere && i < wanted.length; i++) {
                isThere = buffer.getByte(at + i) == wanted[i];
            }
            if (isThere) {
                return at;
            }
        }
        return -1;
    }

    /** Reads a time as the server writes it; 0 if it is no time. */
    public static long epochNanos(String text) {
        return StreamTime.epochNanos(text);
    }

    private HeaderLines lines() {
        return new HeaderLines(headers, headers.readerIndex(), headers.readableBytes());
    }

    /**
     * Returns the time that subscribers get. A message of a native writer has that of the stream.
     */
    public long timestampEpochNanos() {
        String text = lines().text(StoredHeaders.TIME);
        try {
            return text.isEmpty() ? streamEpochNanos : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return streamEpochNanos;
        }
    }

    /** Returns the publisher's GUID; empty if there is none. */
    public byte[] guid() {
        return lines().value(StoredHeaders.GUID);
    }

    /** Returns who published the message, and its GUID; empty if there is no GUID. */
    public String origin() {
        return StoredHeaders.origin(headers);
    }

    /** Returns the reply subject; empty if there is none. */
    public byte[] reply() {
        return lines().value(StoredHeaders.REPLY);
    }

    /** Returns the note of a parked message; empty if it is none. */
    public byte[] parked() {
        return lines().value(StoredHeaders.PARKED);
    }

    /** Returns the value of another header; empty if there is none. */
    public String header(String name) {
        return lines().text(name.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Tells whether this is a message with these headers, wherever it was expected.
     *
     * @param length how many bytes of the array are headers
     */
    public boolean hasHeaders(byte[] published, int length) {
        return StoredHeaders.areSame(published, length, headers);
    }
}
