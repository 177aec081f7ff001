package dev.stanchion.engine.key;

import dev.stanchion.engine.policy.KeyExpression;
import dev.stanchion.engine.policy.Policy.MissingKey;
import dev.stanchion.protocol.MsgProtoCursor;
import io.netty.buffer.ByteBuf;

/** Finds the key of a message and hashes it. Belongs to one shard. */
public final class KeyReader {
    /** The result for a message that nothing orders. */
    public static final long FREE = 0;

    private final KeyExpression expression;
    private final MissingKey rule;
    private final MsgProtoCursor message = new MsgProtoCursor();
    private final boolean isReply;
    private final JsonKeyScanner scanner;
    private final SipHash hash;
    private final long missing;
    private byte[] reply = new byte[64];

    /**
     * @param secret two numbers that nobody can guess, so that nobody can choose keys that collide
     */
    public KeyReader(KeyExpression expression, MissingKey rule, Secret secret) {
        this.expression = expression;
        this.rule = rule;
        this.isReply = expression.isReply();
        this.scanner = new JsonKeyScanner(expression.steps());
        this.hash = new SipHash(secret.first(), secret.second());
        this.missing = rule == MissingKey.FREE ? FREE : hashOf(reply, 0);
    }

    /** What the hash depends on besides the key. */
    public record Secret(long first, long second) {
        @Override
        public String toString() {
            return "(hidden)";
        }
    }

    /** Returns whether it finds what this policy calls the key. */
    public boolean isFor(KeyExpression wanted, MissingKey wantedRule) {
        return expression.equals(wanted) && rule == wantedRule;
    }

    /** Returns the hash of the key of an encoded message. Equal keys have equal hashes. */
    public long hashOf(ByteBuf buffer, int index, int length) {
        if (!message.wrap(buffer, index, length)) {
            return missing;
        }
        return isReply
                ? hashOfReply(buffer, message.replyIndex(), message.replyLength())
                : hashOfData(buffer, message.dataIndex(), message.dataLength());
    }

    private long hashOfReply(ByteBuf buffer, int index, int length) {
        if (length == 0) {
            return missing;
        }
        if (reply.length < length) {
            reply = new byte[Math.max(length, 2 * reply.length)];
        }
        buffer.getBytes(index, reply, 0, length);
        return hashOf(reply, length);
    }

    private long hashOfData(ByteBuf buffer, int index, int length) {
        return scanner.find(buffer, index, length)
                ? hashOf(scanner.value(), scanner.valueLength())
                : missing;
    }

    private long hashOf(byte[] bytes, int length) {
        long found = hash.of(bytes, length);
        return found == FREE ? 1 : found;
    }
}
