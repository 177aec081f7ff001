package dev.stanchion.nats.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The line before each message or request that a link sends, in one array that grows. Confined to
 * the link's loop. No allocation per line.
 */
final class LinkLine {
    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 11;

    private byte[] bytes = new byte[1024];
    private int end;

    void begin(byte[] name) {
        end = 0;
        put(name);
    }

    void put(byte[] part) {
        put(part, part.length);
    }

    void put(byte[] part, int length) {
        makeRoom(length);
        System.arraycopy(part, 0, bytes, end, length);
        end += length;
    }

    void blank() {
        makeRoom(1);
        bytes[end++] = ' ';
    }

    void put(int number) {
        makeRoom(LONGEST_NUMBER);
        end = Decimal.write(number, bytes, end);
    }

    private void makeRoom(int length) {
        if (bytes.length - end < length) {
            bytes = Arrays.copyOf(bytes, 2 * (end + length));
        }
    }

    void endOn(LinkConnection connection) {
        put(CRLF);
        connection.output().append(bytes, end);
    }
}
