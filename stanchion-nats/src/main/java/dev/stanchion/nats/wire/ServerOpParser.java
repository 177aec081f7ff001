package dev.stanchion.nats.wire;

import static dev.stanchion.nats.wire.ProtocolViolation.silent;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a server's operations out of a link's bytes ({@code spec/nats-core.md} 1). All that has to
 * be carried over is one control line or one message, each within its limit.
 *
 * <pre>
 *    MSG subject sid [reply] size CR LF payload CR LF
 *   HMSG subject sid [reply] hdr total CR LF headers payload CR LF
 * </pre>
 *
 * <p>No allocation for a message. Confined to the link's event loop.
 */
public final class ServerOpParser implements OpParser {
    private static final int MSG_AND_BLANK = 'M' << 24 | 'S' << 16 | 'G' << 8 | ' ';
    private static final int HMSG = 'H' << 24 | 'M' << 16 | 'S' << 8 | 'G';
    private static final int INFO = 'I' << 24 | 'N' << 16 | 'F' << 8 | 'O';
    private static final int PING = 'P' << 24 | 'I' << 16 | 'N' << 8 | 'G';
    private static final int PONG = 'P' << 24 | 'O' << 16 | 'N' << 8 | 'G';
    private static final int ERR = '-' << 24 | 'E' << 16 | 'R' << 8 | 'R';
    private static final int PLUS_OK = '+' << 16 | 'O' << 8 | 'K';
    private static final int CRLF_LENGTH = 2;
    private static final int HMSG_AND_BLANK_LENGTH = 5;

    /** Longer than any subject and than the list of servers of a large cluster. */
    private static final int MAX_LINE_BYTES = 1024 * 1024;

    /** The largest {@code max_payload} that a server can be configured to, and its headers. */
    private static final int MAX_MESSAGE_BYTES = 128 * 1024 * 1024;

    private final ServerOps ops;
    private final Fields fields = new Fields();
    private final PubOp message = new PubOp();
    private int sid;

    /** Whether the line of a message has been understood, and its payload is missing. */
    private boolean atPayload;

    public ServerOpParser(ServerOps ops) {
        this.ops = ops;
    }

    @Override
    public boolean isTakingOps() {
        return ops.isTakingOps();
    }

    @Override
    public int parse(ByteBuf buffer, ByteBuffer bytes, int index, int end) {
        int at = index;
        while (at < end && ops.isTakingOps()) {
            int next =
                    atPayload
                            ? takePayload(buffer, bytes, at, end)
                            : takeLine(buffer, bytes, at, end);
            if (next < 0) {
                return ~next;
            }
            at = next;
        }
        return at;
    }

    @Override
    public int missingBytes(int carried, ByteBuffer bytes, int index, int end) {
        int available = end - index;
        if (atPayload) {
            return Math.min(messageLength() - carried, available);
        }
        int lineFeed = indexOfLineFeed(bytes, index, end);
        return lineFeed < 0 ? available : lineFeed + 1 - index;
    }

    @Override
    public int expectedLength() {
        return atPayload ? messageLength() : 0;
    }

    private int messageLength() {
        return message.bodyOffset() + message.bodyLength() + CRLF_LENGTH;
    }

    // Each step returns the index after what it took, or the complement of the first byte it needs
    // to see again.

    private int takeLine(ByteBuf buffer, ByteBuffer in, int at, int end) {
        if (end - at >= Integer.BYTES && in.getInt(at) == MSG_AND_BLANK) {
            return takeMessage(buffer, in, at + Integer.BYTES, end, false);
        }
        if (end - at >= HMSG_AND_BLANK_LENGTH
                && in.getInt(at) == HMSG
                && in.get(at + Integer.BYTES) == ' ') {
            return takeMessage(buffer, in, at + HMSG_AND_BLANK_LENGTH, end, true);
        }
        int lineFeed = indexOfLineFeed(in, at, end);
        if (lineFeed < 0) {
            checkLine(end - at);
            return ~at;
        }
        takeRareLine(in, at, lineFeed);
        return lineFeed + 1;
    }

    private static void checkLine(int length) {
        if (length > MAX_LINE_BYTES) {
            throw silent(CloseReason.PARSE_ERROR, "a line of more than 1 MiB");
        }
    }

    private int takeMessage(
            ByteBuf buffer, ByteBuffer in, int start, int end, boolean withHeaders) {
        int lineFeed = fields.split(in, start, end, false);
        checkLine((lineFeed < 0 ? end : lineFeed) - start);
        if (lineFeed < 0) {
            return ~(start - (withHeaders ? HMSG_AND_BLANK_LENGTH : Integer.BYTES));
        }
        readMessageLine(in, start, lineFeed, withHeaders);
        atPayload = true;
        return takePayload(buffer, in, start, end);
    }

    private void readMessageLine(ByteBuffer in, int start, int lineFeed, boolean withHeaders) {
        int sizes = withHeaders ? 2 : 1;
        int names = fields.count() - sizes;
        int total = names == 2 || names == 3 ? fields.number(in, fields.count() - 1) : -1;
        int header = total >= 0 && withHeaders ? fields.number(in, names) : 0;
        sid = total >= 0 ? fields.number(in, 1) : -1;
        if (sid < 0 || header < 0 || header > total || total > MAX_MESSAGE_BYTES) {
            throw silent(CloseReason.PARSE_ERROR, "a message with a malformed line");
        }
        boolean hasReply = names == 3;
        message.subject(fields.start(0) - start, fields.length(0));
        message.reply(hasReply ? fields.start(2) - start : 0, hasReply ? fields.length(2) : 0);
        message.body(lineFeed + 1 - start, header, total);
    }

    private int takePayload(ByteBuf buffer, ByteBuffer in, int start, int end) {
        int terminator = start + message.bodyOffset() + message.bodyLength();
        if (end - terminator < CRLF_LENGTH) {
            return ~start;
        }
        if (in.get(terminator) != '\r' || in.get(terminator + 1) != '\n') {
            throw silent(CloseReason.PARSE_ERROR, "a message that is not as long as it says");
        }
        atPayload = false;
        message.lieAt(buffer, in, start);
        ops.onMessage(sid, message);
        return terminator + CRLF_LENGTH;
    }

    private void takeRareLine(ByteBuffer in, int at, int lineFeed) {
        int end = lineFeed > at && in.get(lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed;
        switch (nameAt(in, at, end)) {
            case PING -> ops.onPing();
            case PONG -> ops.onPong();
            case INFO -> ops.onInfo(copy(in, at + Integer.BYTES, end));
            case ERR -> ops.onError(unquoted(copy(in, at + Integer.BYTES, end)));
            case PLUS_OK -> {}
            default -> throw ProtocolViolation.unknownOperation();
        }
    }

    private static int nameAt(ByteBuffer in, int at, int end) {
        if (end - at >= Integer.BYTES) {
            return in.getInt(at);
        }
        return end - at == 3 ? in.get(at) << 16 | in.get(at + 1) << 8 | in.get(at + 2) : 0;
    }

    private static byte[] copy(ByteBuffer in, int from, int to) {
        byte[] copy = new byte[to - from];
        in.get(from, copy);
        return copy;
    }

    private static String unquoted(byte[] text) {
        String line = new String(text, StandardCharsets.UTF_8).strip();
        return line.length() >= 2 && line.startsWith("'") && line.endsWith("'")
                ? line.substring(1, line.length() - 1)
                : line;
    }

    private static int indexOfLineFeed(ByteBuffer in, int index, int end) {
        for (int i = index; i < end; i++) {
            if (in.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }
}
