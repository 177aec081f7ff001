package dev.stanchion.nats.message;

import dev.stanchion.nats.permission.DeniedSubjects;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The control line before a message. The part that all subscribers share is made once; the rest is
 * made for each subscription ID. Confined to its loop. It does not allocate once its array is long
 * enough.
 *
 * <pre>
 *   HMSG subject sid [reply] hdr total CR LF    to clients with headers, if there are headers
 *    MSG subject sid [reply] size CR LF         to all others
 *   |-- shared -|   |------ tail ---------|
 * </pre>
 */
final class MessageLine {
    private static final byte[] NAME = "HMSG ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBERS = 24;

    /** The kind of the current tail. */
    private enum Tail {
        NONE,
        MSG,
        HMSG
    }

    private byte[] line = Arrays.copyOf(NAME, 512);
    private byte[] tail = new byte[256];
    private Tail made = Tail.NONE;

    /** The subscription ID for which the line is complete; none if {@link #made} is NONE. */
    private byte[] completeFor = NAME;

    private int sharedEnd;
    private int tailEnd;
    private int start;
    private int end;

    /** Begins the line of a message whose subject and reply are in its buffer. */
    void begin(RoutedMessage message) {
        ByteBuffer bytes = message.bytes();
        makeRoom(message.subjectLength(), message.replyLength());
        bytes.get(message.subjectIndex(), line, NAME.length, message.subjectLength());
        bytes.get(message.replyIndex(), tail, 0, message.replyLength());
        endShared(message.subjectLength());
    }

    /** Begins the line of a message whose subject and reply are prepared. */
    void begin(byte[] subject, byte[] reply) {
        makeRoom(subject.length, reply.length);
        System.arraycopy(subject, 0, line, NAME.length, subject.length);
        System.arraycopy(reply, 0, tail, 0, reply.length);
        endShared(subject.length);
    }

    private void makeRoom(int subjectLength, int replyLength) {
        int room = NAME.length + subjectLength + 1;
        if (line.length < room) {
            line = Arrays.copyOf(NAME, 2 * room);
        }
        if (tail.length < replyLength + LONGEST_NUMBERS) {
            tail = new byte[2 * (replyLength + LONGEST_NUMBERS)];
        }
    }

    private void endShared(int subjectLength) {
        sharedEnd = NAME.length + subjectLength;
        line[sharedEnd++] = ' ';
        made = Tail.NONE;
    }

    /** Returns whether the message's subject is one of these. */
    boolean hasSubjectIn(DeniedSubjects denied) {
        return denied.contains(line, NAME.length, sharedEnd - NAME.length - 1);
    }

    /** Returns a copy of the reply subject. */
    byte[] reply(RoutedMessage message) {
        return Arrays.copyOf(tail, message.replyLength());
    }

    /** Returns whether it is complete for this subscriber. */
    boolean isFor(byte[] sid, boolean withHeaders) {
        return made == (withHeaders ? Tail.HMSG : Tail.MSG) && Arrays.equals(sid, completeFor);
    }

    /** Completes the line for one subscriber. */
    void complete(byte[] sid, RoutedMessage message, boolean withHeaders) {
        Tail needed = withHeaders ? Tail.HMSG : Tail.MSG;
        if (made != needed) {
            makeTail(needed, message);
        }
        int sidEnd = sharedEnd + sid.length;
        end = sidEnd + 1 + tailEnd;
        if (line.length < end) {
            line = Arrays.copyOf(line, 2 * end);
        }
        System.arraycopy(sid, 0, line, sharedEnd, sid.length);
        line[sidEnd] = ' ';
        System.arraycopy(tail, 0, line, sidEnd + 1, tailEnd);
        start = withHeaders ? 0 : 1;
        completeFor = sid;
    }

    private void makeTail(Tail needed, RoutedMessage message) {
        tailEnd = message.replyLength();
        if (tailEnd > 0) {
            tail[tailEnd++] = ' ';
        }
        if (needed == Tail.HMSG) {
            appendNumber(message.headerLength());
            tail[tailEnd++] = ' ';
            appendNumber(message.bodyLength());
        } else {
            appendNumber(message.payloadLength());
        }
        tail[tailEnd++] = '\r';
        tail[tailEnd++] = '\n';
        made = needed;
    }

    private void appendNumber(int number) {
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int at = tailEnd + digits - 1; at >= tailEnd; at--) {
            tail[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        tailEnd += digits;
    }

    int length() {
        return end - start;
    }

    /** Returns the line without CR LF, for a trace. */
    String text() {
        return new String(line, start, end - start - 2, StandardCharsets.UTF_8);
    }

    void writeTo(Chunk out) {
        out.put(line, start, end - start);
    }
}
