package dev.stanchion.nats.wire;

import static dev.stanchion.nats.wire.ProtocolViolation.answered;
import static dev.stanchion.nats.wire.ProtocolViolation.silent;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Parses client operations from a connection's bytes, in place, however they are split.
 *
 * <p>The parser never keeps bytes itself. It works on one contiguous region. If the region ends
 * inside an operation, it returns the index from which it must see the region again, followed by
 * more bytes. It consumes long parts without meaning (blanks before the arguments, the rest of a
 * PING line) as they come. So the caller has to keep at most one operation name, one control line
 * within its limit, or one publish within the payload limit. The parser checks limits before the
 * bytes beyond them have arrived.
 *
 * <p>No allocation for a publish. Confined to the connection's event loop.
 */
public final class ClientOpParser implements OpParser {
    private static final int PUB_AND_BLANK = 'P' << 24 | 'U' << 16 | 'B' << 8 | ' ';
    private static final int CRLF_LENGTH = 2;
    private static final byte[] NO_QUEUE = {};

    /** The part of an operation to which the next byte belongs. */
    private enum Step {
        /** The next byte is the first one of an operation's name. */
        NAME,
        /** The parser is behind the name and perhaps some blanks, and has seen no argument. */
        ARGUMENTS,
        /** The parser has understood the arguments of a publish, and its payload is missing. */
        PAYLOAD,
        /** The parser is in a line of which only the end matters. */
        REST_OF_LINE
    }

    private final ClientOps ops;
    private final int maxControlLineBytes;
    private final int maxPayloadBytes;
    private final Envelopes envelopes;
    private final Fields fields = new Fields();
    private final PubOp pub = new PubOp();
    private Step step = Step.NAME;
    private boolean letIn;
    private @Nullable OpTrace trace;
    private Op op = Op.PUB;

    public ClientOpParser(ClientOps ops, int maxControlLineBytes, int maxPayloadBytes) {
        this(ops, maxControlLineBytes, maxPayloadBytes, Envelopes.NONE);
    }

    /**
     * @param envelopes the publishes that may be longer
     */
    public ClientOpParser(
            ClientOps ops, int maxControlLineBytes, int maxPayloadBytes, Envelopes envelopes) {
        this.ops = ops;
        this.maxControlLineBytes = maxControlLineBytes;
        this.maxPayloadBytes = maxPayloadBytes;
        this.envelopes = envelopes;
    }

    /** Sets the trace of the operations, or removes it. */
    public void traceTo(@Nullable OpTrace trace) {
        this.trace = trace;
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
                    switch (step) {
                        case NAME -> takeName(bytes, at, end);
                        case ARGUMENTS -> takeArguments(buffer, bytes, at, end);
                        case PAYLOAD -> takePayload(buffer, bytes, at, end);
                        case REST_OF_LINE -> takeRestOfLine(bytes, at, end);
                    };
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
        if (step == Step.PAYLOAD) {
            return Math.min(publishLength() - carried, available);
        }
        int lineFeed = indexOfLineFeed(bytes, index, end);
        return lineFeed < 0 ? available : lineFeed + 1 - index;
    }

    @Override
    public int expectedLength() {
        return step == Step.PAYLOAD ? publishLength() : 0;
    }

    // Each step returns the index after the bytes that it took, or the complement of the index
    // of the first byte that it needs to see again.

    private int takeName(ByteBuffer in, int at, int end) {
        if (!letIn) {
            letIn = ops.isLetIn(in.get(at));
        }
        if (end - at > Integer.BYTES && in.getInt(at) == PUB_AND_BLANK) {
            op = Op.PUB;
            step = Step.ARGUMENTS;
            return at + Integer.BYTES;
        }
        op = Op.startingWith(in, at, end);
        int afterName = at + op.length();
        boolean separated = op.rest() == Op.Rest.SEPARATED_ARGUMENTS;
        if (end < afterName || (separated && end == afterName)) {
            return ~at;
        }
        if (separated && !isBlank(in.get(afterName))) {
            throw ProtocolViolation.unknownOperation();
        }
        step = op.rest() == Op.Rest.IGNORED ? Step.REST_OF_LINE : Step.ARGUMENTS;
        return afterName;
    }

    private int takeRestOfLine(ByteBuffer in, int at, int end) {
        int lineFeed = indexOfLineFeed(in, at, end);
        if (lineFeed < 0) {
            return ~end;
        }
        step = Step.NAME;
        if (trace != null && op != Op.OK) {
            trace.operation(op.name());
        }
        switch (op) {
            case PING -> ops.onPing();
            case PONG -> ops.onPong();
            case OK, PUB, HPUB, SUB, UNSUB, ERR, CONNECT, INFO -> {}
        }
        return lineFeed + 1;
    }

    private int takeArguments(ByteBuf buffer, ByteBuffer in, int at, int end) {
        int start = at;
        while (start < end && isBlank(in.get(start))) {
            start++;
        }
        return switch (op) {
            case PUB, HPUB -> takePublish(buffer, in, start, end);
            case SUB, UNSUB -> takeSubscription(in, start, end);
            case CONNECT, INFO, ERR, PING, PONG, OK -> takeText(in, start, end);
        };
    }

    private int takePublish(ByteBuf buffer, ByteBuffer in, int start, int end) {
        int lineFeed = fields.split(in, start, end, false);
        checkLine(in, start, lineFeed < 0 ? end : lineFeed);
        if (lineFeed < 0) {
            return ~start;
        }
        if (trace != null) {
            traceLine(trace, in, start, lineFeed);
        }
        readPublishLine(in, start, lineFeed);
        step = Step.PAYLOAD;
        return takePayload(buffer, in, start, end);
    }

    private void readPublishLine(ByteBuffer in, int start, int lineFeed) {
        boolean withHeaders = op == Op.HPUB;
        if (withHeaders && !ops.hasHeaders()) {
            throw silent(CloseReason.PARSE_ERROR, "HPUB without headers:true in CONNECT");
        }
        int sizes = withHeaders ? 2 : 1;
        int subjects = fields.count() - sizes;
        if (subjects < 1 || subjects > 2) {
            throw silent(CloseReason.PARSE_ERROR, op + " with " + fields.count() + " arguments");
        }
        int total = fields.number(in, fields.count() - 1);
        int header = withHeaders ? fields.number(in, subjects) : 0;
        if (total < 0 || header < 0 || header > total) {
            throw silent(CloseReason.PARSE_ERROR, op + " with a bad size");
        }
        checkPayload(in, total);
        pub.subject(fields.start(0) - start, fields.length(0));
        pub.reply(
                subjects == 2 ? fields.start(1) - start : 0, subjects == 2 ? fields.length(1) : 0);
        pub.body(lineFeed + 1 - start, header, total);
    }

    /** Checks the payload's length. No other place does. */
    private void checkPayload(ByteBuffer in, int bodyLength) {
        int excess = bodyLength - maxPayloadBytes;
        if (excess > 0 && excess > envelopes.allowance(in, fields.start(0), fields.length(0))) {
            throw answered(
                    CloseReason.MAXIMUM_PAYLOAD_EXCEEDED, ErrorText.MAXIMUM_PAYLOAD_VIOLATION);
        }
    }

    private int takePayload(ByteBuf buffer, ByteBuffer in, int start, int end) {
        int terminator = start + pub.bodyOffset() + pub.bodyLength();
        if (end - terminator >= CRLF_LENGTH) {
            if (in.get(terminator) != '\r' || in.get(terminator + 1) != '\n') {
                throw ProtocolViolation.unknownOperation();
            }
            step = Step.NAME;
            pub.lieAt(buffer, in, start);
            if (trace != null) {
                trace.payload(in, pub.bodyIndex(), pub.bodyLength());
            }
            ops.onPublish(pub);
            return terminator + CRLF_LENGTH;
        }
        if (end > terminator && in.get(terminator) != '\r') {
            throw ProtocolViolation.unknownOperation();
        }
        return ~start;
    }

    private int publishLength() {
        return pub.bodyOffset() + pub.bodyLength() + CRLF_LENGTH;
    }

    private int takeSubscription(ByteBuffer in, int start, int end) {
        int lineFeed = fields.split(in, start, end, true);
        checkLine(in, start, lineFeed < 0 ? end : lineFeed);
        if (lineFeed < 0) {
            return ~start;
        }
        step = Step.NAME;
        if (trace != null) {
            traceLine(trace, in, start, lineFeed);
        }
        if (op == Op.SUB) {
            subscribe(in);
        } else {
            unsubscribe(in);
        }
        return lineFeed + 1;
    }

    private void subscribe(ByteBuffer in) {
        switch (fields.count()) {
            case 2 -> ops.onSubscribe(fields.copy(in, 0), NO_QUEUE, fields.copy(in, 1));
            case 3 -> ops.onSubscribe(fields.copy(in, 0), fields.copy(in, 1), fields.copy(in, 2));
            default ->
                    throw silent(
                            CloseReason.PARSE_ERROR, "SUB with " + fields.count() + " arguments");
        }
    }

    private void unsubscribe(ByteBuffer in) {
        switch (fields.count()) {
            case 1 -> ops.onUnsubscribe(fields.copy(in, 0), -1);
            case 2 -> ops.onUnsubscribe(fields.copy(in, 0), fields.number(in, 1));
            default ->
                    throw silent(
                            CloseReason.PARSE_ERROR, "UNSUB with " + fields.count() + " arguments");
        }
    }

    private int takeText(ByteBuffer in, int start, int end) {
        int lineFeed = indexOfLineFeed(in, start, end);
        checkLine(in, start, lineFeed < 0 ? end : lineFeed);
        if (lineFeed < 0) {
            return ~start;
        }
        step = Step.NAME;
        if (trace != null && op == Op.CONNECT) {
            traceLine(trace, in, start, lineFeed);
        }
        byte[] text = new byte[lineFeed - start];
        in.get(start, text);
        switch (op) {
            case CONNECT -> ops.onConnect(text);
            case INFO -> ops.onInfo(text);
            case ERR -> throw silent(CloseReason.CLIENT_CLOSED, "the client sent -ERR");
            case PUB, HPUB, SUB, UNSUB, PING, PONG, OK -> throw new IllegalStateException(op + "");
        }
        return lineFeed + 1;
    }

    private void traceLine(OpTrace to, ByteBuffer in, int start, int lineFeed) {
        boolean hasCr = lineFeed > start && in.get(lineFeed - 1) == '\r';
        to.operation(op.name(), in, start, lineFeed - start - (hasCr ? 1 : 0));
    }

    /**
     * Checks the length of the arguments, without the CR at the end, even if the LF has not come
     * yet.
     */
    private void checkLine(ByteBuffer in, int start, int end) {
        int length = end - start;
        if (length > maxControlLineBytes
                && (length > maxControlLineBytes + 1 || in.get(end - 1) != '\r')) {
            throw answered(
                    CloseReason.MAXIMUM_CONTROL_LINE_EXCEEDED,
                    ErrorText.MAXIMUM_CONTROL_LINE_EXCEEDED);
        }
    }

    private static int indexOfLineFeed(ByteBuffer in, int index, int end) {
        for (int i = index; i < end; i++) {
            if (in.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
