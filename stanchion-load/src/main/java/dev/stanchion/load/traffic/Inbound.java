package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Parses a server's operations from the bytes of a connection ({@code spec/nats-core.md} 1.3). It
 * assumes a correct server: unreadable input is an error of the measurement.
 *
 * <p>Messages of one subscription mostly have the same protocol line. So the parser compares the
 * line with the last one as a whole, and parses it only if it differs.
 *
 * <p>Confined to one thread. No allocation per message.
 */
final class Inbound {
    private static final int LINE_LIMIT = 4096;
    private static final int CRLF = 2;

    /** Receives operations. The bytes are valid only during the call. */
    interface Receiver {
        void onMessage(Incoming message);

        /**
         * Receives a message that has headers. Servers send such messages to say something, for
         * example that a consumer is idle; its payload is the headers.
         */
        void onStatus(Incoming status);

        void onPing();

        void onPong();

        /** Receives {@code -ERR} with its text. */
        void onError(String text);
    }

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private int start;
    private int end;

    // The protocol line of the last message, its place, and its parsed fields.
    private byte[] lastLine = new byte[0];
    private int length;

    private final Incoming incoming;
    private final Incoming status;

    Inbound(int capacity) {
        bytes = new byte[capacity];
        buffer = ByteBuffer.wrap(bytes);
        incoming = new Incoming(bytes);
        status = new Incoming(bytes);
    }

    /** Reads the available bytes. Returns their number; negative at the end of the stream. */
    int readFrom(ReadableByteChannel channel) throws IOException {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
        buffer.limit(bytes.length).position(end);
        int read = channel.read(buffer);
        end += Math.max(0, read);
        return read;
    }

    /** Returns whether the last read may have left bytes in the socket. */
    boolean isFull() {
        return end == bytes.length;
    }

    /** Passes all complete operations to the receiver. */
    void drainTo(Receiver receiver) {
        while (start < end && next(receiver)) {}
    }

    private boolean next(Receiver receiver) {
        int lineLength = lastLine.length;
        if (lineLength > 0
                && end - start >= lineLength
                && Arrays.equals(bytes, start, start + lineLength, lastLine, 0, lineLength)) {
            return message(receiver, lineLength);
        }
        int lf = indexOf((byte) '\n', start);
        if (lf < 0) {
            if (end - start > LINE_LIMIT) {
                throw unreadable(end);
            }
            return false;
        }
        return line(receiver, lf);
    }

    private boolean line(Receiver receiver, int lf) {
        switch (bytes[start]) {
            case 'M' -> {
                readMessageLine(lf - 1);
                lastLine = Arrays.copyOfRange(bytes, start, lf + 1);
                return message(receiver, lastLine.length);
            }
            case 'H' -> {
                return status(receiver, lf);
            }
            case 'P' -> {
                if (bytes[start + 1] == 'I') {
                    receiver.onPing();
                } else {
                    receiver.onPong();
                }
            }
            case '-' -> receiver.onError(text(start, lf));
            case 'I', '+' -> {} // INFO may arrive again; +OK arrives only in verbose mode
            default -> throw unreadable(lf);
        }
        start = lf + 1;
        return true;
    }

    /** {@code MSG <subject> <sid> [<reply>] <length>}. */
    private void readMessageLine(int lineEnd) {
        int subjectEnd = indexOf((byte) ' ', start + "MSG ".length());
        int sidEnd = indexOf((byte) ' ', subjectEnd + 1);
        int third = indexOf((byte) ' ', sidEnd + 1);
        boolean hasReply = third >= 0 && third < lineEnd;
        if (subjectEnd < 0 || sidEnd < 0 || sidEnd > lineEnd) {
            throw unreadable(lineEnd);
        }
        incoming.line(
                number(subjectEnd + 1, sidEnd),
                subjectEnd - start - "MSG ".length(),
                sidEnd + 1 - start,
                hasReply ? third - sidEnd - 1 : 0);
        length = payloadLength(hasReply ? third + 1 : sidEnd + 1, lineEnd);
    }

    private int payloadLength(int from, int lineEnd) {
        int found = number(from, lineEnd);
        if (found > bytes.length / 2) {
            throw unreadable(lineEnd);
        }
        return found;
    }

    /** {@code HMSG <subject> <sid> [<reply>] <length of headers> <length of all>}. */
    private boolean status(Receiver receiver, int lf) {
        int lineEnd = lf - 1;
        String[] words = text(start, lineEnd).split(" ", -1);
        boolean hasReply = words.length == 6;
        if (!hasReply && words.length != 5) {
            throw unreadable(lineEnd);
        }
        int all = payloadLength(lineEnd - words[words.length - 1].length(), lineEnd);
        if (end - lf - 1 < all + CRLF) {
            return false;
        }
        int sidAt = start + words[0].length() + 1 + words[1].length() + 1;
        int sidEnd = sidAt + words[2].length();
        // A reply is counted from the beginning of the line, and the subject is not needed.
        status.line(number(sidAt, sidEnd), 0, sidEnd + 1 - start, hasReply ? words[3].length() : 0);
        status.at(start, lf + 1, all);
        start = lf + 1 + all + CRLF;
        receiver.onStatus(status);
        return true;
    }

    private boolean message(Receiver receiver, int lineLength) {
        int at = start + lineLength;
        if (end - at < length + CRLF) {
            return false;
        }
        incoming.at(start, at, length);
        start = at + length + CRLF;
        receiver.onMessage(incoming);
        return true;
    }

    private int number(int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value > Integer.MAX_VALUE / 10 - 1) {
                throw unreadable(to);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private int indexOf(byte wanted, int from) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).trim();
    }

    private LoadException unreadable(int to) {
        return new LoadException(
                "the server sent what is no NATS operation: '"
                        + text(start, Math.min(to, start + 80))
                        + "'",
                "Is it a NATS server? TLS is not spoken here.");
    }
}
