package dev.stanchion.store.jetstream.append;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The reply subjects of one batch, which tell the server what belongs to the batch:
 *
 * <pre>
 *   prefix generation . batch ID . 500 . fail . number . operation . $FI
 * </pre>
 *
 * The server stores a prefix of the batch: up to the first message that it refuses. No allocation
 * per message. Confined to the shard.
 */
final class BatchReply {
    private static final byte[] END = ".$FI".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_TAIL = 16;
    private static final int RADIX = 10;

    /** The operations of a message in a batch. */
    private enum Operation {
        /** The first of several messages. */
        BEGIN('0'),
        /** A message between the first and the last. */
        APPEND('1'),
        /** The last message: the server answers when it has stored all. */
        COMMIT('2');

        private final byte letter;

        Operation(char letter) {
            this.letter = (byte) letter;
        }
    }

    private final String identity;
    private final int count;
    private final byte[] subject;
    private final int fixedLength;
    private final boolean isPlain;

    /**
     * @param prefix what the subjects begin with, up to and including a dot
     * @param identity generation and batch ID with a dot between; no other batch of the stream has
     *     the same ID
     * @param count how many messages the batch has
     */
    BatchReply(String prefix, String identity, int count) {
        byte[] fixed =
                (prefix + identity + "." + BatchSender.MAX_BATCH + ".fail.")
                        .getBytes(StandardCharsets.US_ASCII);
        this.identity = identity + ".";
        this.count = count;
        this.fixedLength = fixed.length;
        this.isPlain = false;
        this.subject = Arrays.copyOf(fixed, fixed.length + LONGEST_TAIL);
    }

    /** Returns the reply subject of a message that is published by itself, for plain streams. */
    static BatchReply ofOne(String prefix, String identity) {
        return new BatchReply(
                identity, (prefix + identity + ".1").getBytes(StandardCharsets.US_ASCII));
    }

    private BatchReply(String identity, byte[] subject) {
        this.identity = identity + ".";
        this.count = 1;
        this.subject = subject;
        this.fixedLength = subject.length;
        this.isPlain = true;
    }

    byte[] bytes() {
        return subject;
    }

    /** Makes {@link #bytes} the subject of a message and returns its length. */
    int of(int number) {
        if (isPlain) {
            return fixedLength;
        }
        int at = fixedLength;
        int divisor = 1;
        while (number / divisor >= RADIX) {
            divisor *= RADIX;
        }
        for (; divisor > 0; divisor /= RADIX) {
            subject[at++] = (byte) ('0' + number / divisor % RADIX);
        }
        subject[at++] = '.';
        subject[at++] = operation(number).letter;
        System.arraycopy(END, 0, subject, at, END.length);
        return at + END.length;
    }

    private Operation operation(int number) {
        if (number == count) {
            return Operation.COMMIT;
        }
        return number == 1 ? Operation.BEGIN : Operation.APPEND;
    }

    /**
     * Tells whether an answer is one to this batch.
     *
     * @param tail the answer's subject behind the prefix
     */
    boolean isAnsweredBy(String tail) {
        return tail.startsWith(identity);
    }
}
