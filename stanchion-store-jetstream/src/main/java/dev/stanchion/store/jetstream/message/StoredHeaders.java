package dev.stanchion.store.jetstream.message;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The headers with which a message is stored:
 *
 * <pre>
 *   NATS/1.0
 *   Nats-Expected-Last-Sequence: 00000000000000000041
 *   Stan-Time: 1800000000000000000
 *   Stan-Guid: 4xQzR0tB1u7mYc9KpWnE2a
 *   Stan-Client: orders-1
 *   Stan-Reply: _INBOX.x            (only if the publisher set one)
 *   Stan-Parked*: %0A%0Etickets     (only of a parked message: the encoded note)
 * </pre>
 *
 * The numbers have a fixed width, so the size of a message does not depend on where it lands. A
 * value that is percent-encoded has a {@code *} behind the name of its header.
 */
public final class StoredHeaders {
    static final byte[] VERSION = ascii("NATS/1.0\r\n");
    static final byte[] EXPECTED = ascii("Nats-Expected-Last-Sequence: ");
    static final byte[] TIME = ascii("Stan-Time");
    static final byte[] GUID = ascii("Stan-Guid");
    static final byte[] CLIENT = ascii("Stan-Client");
    static final byte[] REPLY = ascii("Stan-Reply");
    static final byte[] PARKED = ascii("Stan-Parked");

    private static final byte[] SEPARATOR = ascii(": ");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final int EXPECTED_INDEX = VERSION.length + EXPECTED.length;
    private static final int EXPECTED_DIGITS = 20;
    private static final int TIME_INDEX =
            EXPECTED_INDEX + EXPECTED_DIGITS + LINE_END.length + TIME.length + SEPARATOR.length;
    private static final int TIME_DIGITS = 19;
    private static final int RADIX = 10;

    private StoredHeaders() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A value of a header, which may be empty. Immutable. */
    public static final class Value {
        public static final Value NONE = new Value(new byte[0]);

        private final byte[] bytes;
        private final boolean isPlain;

        private Value(byte[] bytes) {
            this.bytes = bytes;
            this.isPlain = HeaderValue.isPlain(bytes);
        }

        public static Value of(String text) {
            return text.isEmpty() ? NONE : new Value(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Returns a copy of part of a buffer. */
        public static Value of(ByteBuf buffer, int index, int length) {
            if (length == 0) {
                return NONE;
            }
            byte[] copy = new byte[length];
            buffer.getBytes(index, copy);
            return new Value(copy);
        }

        private int lineLength(byte[] name) {
            if (bytes.length == 0) {
                return 0;
            }
            int encoded = isPlain ? bytes.length : 1 + HeaderValue.encodedLength(bytes);
            return name.length + SEPARATOR.length + encoded + LINE_END.length;
        }

        private int write(byte[] name, byte[] target, int at) {
            if (bytes.length == 0) {
                return at;
            }
            int end = put(name, target, at);
            if (isPlain) {
                end = put(SEPARATOR, target, end);
                end = put(bytes, target, end);
            } else {
                target[end++] = '*';
                end = put(SEPARATOR, target, end);
                end = HeaderValue.encode(bytes, target, end);
            }
            return put(LINE_END, target, end);
        }
    }

    /**
     * Returns the exact number of bytes that {@link #encode(byte[], long, Value, Value, Value,
     * Value)} writes.
     */
    public static int length(Value guid, Value client, Value reply, Value parked) {
        return TIME_INDEX
                + TIME_DIGITS
                + LINE_END.length
                + guid.lineLength(GUID)
                + client.lineLength(CLIENT)
                + reply.lineLength(REPLY)
                + parked.lineLength(PARKED)
                + LINE_END.length;
    }

    /**
     * Encodes the headers of a message. Its expected sequence is 0 until it is set.
     *
     * @param target has room for them
     * @param parked the note of a parked message
     */
    public static void encode(
            byte[] target,
            long timestampEpochNanos,
            Value guid,
            Value client,
            Value reply,
            Value parked) {
        int at = beginning(target);
        at = put(TIME, target, at);
        at = put(SEPARATOR, target, at);
        at = putTime(timestampEpochNanos, target, at);
        at = put(LINE_END, target, at);
        at = guid.write(GUID, target, at);
        at = client.write(CLIENT, target, at);
        at = reply.write(REPLY, target, at);
        at = parked.write(PARKED, target, at);
        put(LINE_END, target, at);
    }

    /**
     * Encodes headers with other lines.
     *
     * @param lines names and values in turns, printable ASCII
     */
    public static byte[] encode(String... lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.length; i += 2) {
            text.append(lines[i]).append(": ").append(lines[i + 1]).append("\r\n");
        }
        byte[] rest = ascii(text.append("\r\n").toString());
        byte[] headers = new byte[EXPECTED_INDEX + EXPECTED_DIGITS + LINE_END.length + rest.length];
        put(rest, headers, beginning(headers));
        return headers;
    }

    private static int beginning(byte[] headers) {
        int at = put(VERSION, headers, 0);
        at = put(EXPECTED, headers, at);
        Arrays.fill(headers, at, at + EXPECTED_DIGITS, (byte) '0');
        return put(LINE_END, headers, at + EXPECTED_DIGITS);
    }

    private static int put(byte[] bytes, byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
        return at + bytes.length;
    }

    /** Writes a time. One before 1970 becomes the first instant of 1970. */
    private static int putTime(long epochNanos, byte[] target, int at) {
        putDigits(Math.max(0, epochNanos), target, at, TIME_DIGITS);
        return at + TIME_DIGITS;
    }

    private static void putDigits(long number, byte[] target, int index, int digits) {
        long rest = number;
        for (int at = index + digits - 1; at >= index; at--) {
            target[at] = (byte) ('0' + rest % RADIX);
            rest /= RADIX;
        }
    }

    /** Sets after which sequence of the stream the message must be stored. */
    public static void expect(byte[] headers, long lastSequence) {
        putDigits(lastSequence, headers, EXPECTED_INDEX, EXPECTED_DIGITS);
    }

    /**
     * Sets the time of a message, whose headers {@link #encode(byte[], long, Value, Value, Value,
     * Value)} made.
     */
    public static void setTime(byte[] headers, long timestampEpochNanos) {
        putTime(timestampEpochNanos, headers, TIME_INDEX);
    }

    /** Sets the expected sequence of headers in a buffer. */
    public static void expect(ByteBuf buffer, int index, long lastSequence) {
        long rest = lastSequence;
        int first = index + EXPECTED_INDEX;
        for (int at = first + EXPECTED_DIGITS - 1; at >= first; at--) {
            buffer.setByte(at, (byte) ('0' + rest % RADIX));
            rest /= RADIX;
        }
    }

    /**
     * Returns who published a message with such headers, and its GUID; empty if there is no GUID.
     * Two copies of one message have the same origin, whoever has stored them.
     */
    public static String origin(ByteBuf headers) {
        HeaderLines lines =
                new HeaderLines(headers, headers.readerIndex(), headers.readableBytes());
        String guid = lines.text(GUID);
        return guid.isEmpty() ? "" : guid + '\n' + lines.text(CLIENT);
    }

    /**
     * Tells whether stored headers are these, wherever the message was expected.
     *
     * @param length how many bytes of the array are headers
     */
    public static boolean areSame(byte[] headers, int length, ByteBuf stored) {
        if (length != stored.readableBytes()) {
            return false;
        }
        int index = stored.readerIndex();
        for (int at = 0; at < length; at++) {
            boolean isOfExpected = at >= EXPECTED_INDEX && at < EXPECTED_INDEX + EXPECTED_DIGITS;
            if (!isOfExpected && headers[at] != stored.getByte(index + at)) {
                return false;
            }
        }
        return true;
    }
}
