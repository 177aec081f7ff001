package dev.stanchion.engine.channel;

import dev.stanchion.engine.shard.ShardOwned;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Whether the messages of a channel look like JSON, by a sample: the first and the last character
 * of the first message of a batch, of a few batches between two looks. No payload is kept.
 */
@ShardOwned
public final class PayloadSample {
    /** The number of JSON messages in a row after which something else is odd. */
    private static final int USUAL = 100;

    private static final int MOST_BETWEEN_LOOKS = 16;

    /** A message may begin or end with this much white space. */
    private static final int MOST_SPACE = 16;

    private int left;
    private int inARow;
    private @Nullable Odd odd;

    /** A message that is no JSON object or array, in a channel where others are. */
    public record Odd(long sequence, String publisher, long atEpochNanos) {}

    /** Somebody looks, and wants to know about some more messages. */
    public void wantsMore() {
        left = MOST_BETWEEN_LOOKS;
    }

    /** Returns whether the next message is to be shown. */
    boolean isWanted() {
        return left > 0;
    }

    /** Looks at a message. */
    void look(
            long sequence,
            String publisher,
            long nowEpochNanos,
            ByteBuf buffer,
            int index,
            int length) {
        left--;
        if (isJson(buffer, index, length)) {
            inARow = Math.min(USUAL, inARow + 1);
            return;
        }
        if (inARow == USUAL) {
            odd = new Odd(sequence, publisher, nowEpochNanos);
        }
        inARow = 0;
    }

    private static boolean isJson(ByteBuf buffer, int index, int length) {
        int from = index;
        int to = index + length - 1;
        for (int i = 0; i < MOST_SPACE && from < to && isSpace(buffer.getByte(from)); i++) {
            from++;
        }
        for (int i = 0; i < MOST_SPACE && from < to && isSpace(buffer.getByte(to)); i++) {
            to--;
        }
        if (from >= to) {
            return false;
        }
        byte first = buffer.getByte(from);
        byte last = buffer.getByte(to);
        return (first == '{' && last == '}') || (first == '[' && last == ']');
    }

    private static boolean isSpace(byte one) {
        return one == ' ' || one == '\n' || one == '\r' || one == '\t';
    }

    /** Returns the last odd message; null if there was none. */
    public @Nullable Odd odd() {
        return odd;
    }
}
