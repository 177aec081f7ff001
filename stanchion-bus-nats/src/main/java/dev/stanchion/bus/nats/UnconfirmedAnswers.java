package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.Destination;
import dev.stanchion.engine.spi.UnheardListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The answers of one shard that the server has not processed yet. Only after that does the shard
 * know whether an answer had a receiver. Answers before the last PING are <em>sealed</em>. The PONG
 * confirms them.
 *
 * <p>Bounded: the shard does not remember answers beyond the limit. No allocation after it has
 * grown to its final size. Confined to the shard.
 */
final class UnconfirmedAnswers {
    static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_ANSWERS = 64 * 1024;

    private Segment sealed = new Segment();
    private Segment open = new Segment();
    private long nextNumber;

    /** Returns the number of the answer that {@link #add} adds next. */
    long nextNumber() {
        return nextNumber;
    }

    void add(Destination to, ByteBuf source, int index, int length) {
        open.add(nextNumber, to, source, index, length);
        nextNumber++;
    }

    boolean isEmpty() {
        return open.count == 0 && sealed.count == 0;
    }

    /** Seals all answers, because they were sent before the PING that is sent now. */
    void seal() {
        Segment next = sealed;
        sealed = open;
        open = next;
        open.clear();
    }

    /** Removes the sealed answers, because the server has processed them. */
    void confirm() {
        sealed.clear();
    }

    /** Reports an answer without a receiver to the listener, if the answer is remembered. */
    void unheard(long number, UnheardListener listener) {
        if (!sealed.tell(number, listener)) {
            open.tell(number, listener);
        }
    }

    /** Reports all answers as unknown, because no confirmation can arrive any more. */
    void giveUp(UnheardListener listener) {
        sealed.tellAll(listener);
        open.tellAll(listener);
        sealed.clear();
        open.clear();
    }

    /** A segment of answers with consecutive numbers. */
    private static final class Segment {
        private @Nullable Destination[] destinations = new @Nullable Destination[64];
        private int[] ends = new int[64];
        private final ByteBuf bytes = Unpooled.buffer(1024, MAX_BYTES);
        private long firstNumber;
        private int count;
        private boolean isFull;

        void add(long number, Destination to, ByteBuf source, int index, int length) {
            if (isFull || count == MAX_ANSWERS || bytes.writerIndex() + length > MAX_BYTES) {
                isFull = true;
                return;
            }
            if (count == 0) {
                firstNumber = number;
            }
            if (count == ends.length) {
                destinations = Arrays.copyOf(destinations, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
            }
            bytes.writeBytes(source, index, length);
            destinations[count] = to;
            ends[count] = bytes.writerIndex();
            count++;
        }

        boolean tell(long number, UnheardListener listener) {
            if (number < firstNumber || number >= firstNumber + count) {
                return false;
            }
            tellAt((int) (number - firstNumber), listener);
            return true;
        }

        void tellAll(UnheardListener listener) {
            for (int i = 0; i < count; i++) {
                tellAt(i, listener);
            }
        }

        private void tellAt(int at, UnheardListener listener) {
            Destination to = destinations[at];
            if (to != null) {
                destinations[at] = null;
                int start = at == 0 ? 0 : ends[at - 1];
                listener.onUnheard(to, bytes, start, ends[at] - start);
            }
        }

        void clear() {
            Arrays.fill(destinations, 0, count, null);
            bytes.clear();
            count = 0;
            isFull = false;
        }
    }
}
