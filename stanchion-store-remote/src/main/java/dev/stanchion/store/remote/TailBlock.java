package dev.stanchion.store.remote;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/**
 * Neighbouring messages of a {@link Tail}, one behind the other in one array. A tail of a hundred
 * thousand messages has some hundred blocks, and the garbage collector sees no more than these.
 * Owned by the channel's shard.
 */
final class TailBlock {
    /** The size of the blocks of a busy channel. Smaller ones come before it. */
    static final int FULL_BYTES = 128 * 1024;

    private static final int FIRST_BYTES = 512;
    private static final int FIRST_MESSAGES = 4;

    private final ByteBuf bytes;
    private long[] sequences = new long[FIRST_MESSAGES];
    private long[] timestamps = new long[FIRST_MESSAGES];
    private long[] guidHashes = new long[FIRST_MESSAGES];
    private int[] ends = new int[FIRST_MESSAGES];

    /** The index of the first message that is not forgotten. */
    private int head;

    /** The index behind the last message. */
    private int count;

    /** The index behind the last message that is known to be durable. */
    private int durableEnd;

    private boolean isClosed;

    /** Whether the store may still read bytes of messages that are forgotten. */
    private boolean mayBeInUse;

    private TailBlock(int capacity) {
        bytes = Unpooled.wrappedBuffer(new byte[capacity]).clear();
    }

    /** Returns a block for a channel without one. */
    static TailBlock first(int size) {
        return new TailBlock(Math.max(size, FIRST_BYTES));
    }

    /** Returns a larger block than the one before, so that a quiet channel has a small one. */
    static TailBlock behind(TailBlock before, int size) {
        int larger = Math.min(2 * before.bytes.capacity(), FULL_BYTES);
        return new TailBlock(Math.max(size, larger));
    }

    /** Tells whether a message of a size fits behind the others. */
    boolean hasRoomFor(int size) {
        return !isClosed && endOf(count - 1) + size <= bytes.capacity();
    }

    /** Returns the buffer with its writer index where the next message begins. */
    ByteBuf room() {
        return bytes.writerIndex(endOf(count - 1));
    }

    /** Takes what was written into {@link #room} as a message. */
    void keep(long sequence, long timestampEpochNanos, long guidHash) {
        if (count == ends.length) {
            grow();
        }
        sequences[count] = sequence;
        timestamps[count] = timestampEpochNanos;
        guidHashes[count] = guidHash;
        ends[count] = bytes.writerIndex();
        count++;
    }

    private void grow() {
        int larger = 2 * ends.length;
        sequences = Arrays.copyOf(sequences, larger);
        timestamps = Arrays.copyOf(timestamps, larger);
        guidHashes = Arrays.copyOf(guidHashes, larger);
        ends = Arrays.copyOf(ends, larger);
    }

    private int endOf(int index) {
        return index < 0 ? 0 : ends[index];
    }

    boolean isEmpty() {
        return head == count;
    }

    int head() {
        return head;
    }

    int end() {
        return count;
    }

    /** Returns the last sequence. The block must not be empty. */
    long lastSequence() {
        return sequences[count - 1];
    }

    /** Tells whether the sequence is between the first message and the last one. */
    boolean isOver(long sequence) {
        return !isEmpty() && sequences[head] <= sequence && sequence <= sequences[count - 1];
    }

    /** Returns the index of the first message at or after the sequence; {@link #end} if none. */
    int indexFrom(long sequence) {
        if (head == count || sequence <= sequences[head]) {
            return head;
        }
        long withoutHoles = head + (sequence - sequences[head]);
        if (withoutHoles < count && sequences[(int) withoutHoles] == sequence) {
            return (int) withoutHoles;
        }
        int at = Arrays.binarySearch(sequences, head, count, sequence);
        return at < 0 ? -at - 1 : at;
    }

    long sequence(int index) {
        return sequences[index];
    }

    long timestamp(int index) {
        return timestamps[index];
    }

    ByteBuf buffer() {
        return bytes;
    }

    int start(int index) {
        return endOf(index - 1);
    }

    int size(int index) {
        return ends[index] - endOf(index - 1);
    }

    /** Returns a copy of a message. */
    StoredMessage copy(int index) {
        byte[] data = new byte[size(index)];
        bytes.getBytes(start(index), data);
        return StoredMessage.of(sequences[index], timestamps[index], data)
                .withGuidHash(guidHashes[index]);
    }

    /** Notes that the store has all messages up to a sequence. Returns their size. */
    int becomeDurable(long sequence) {
        int before = durableEnd;
        while (durableEnd < count && sequences[durableEnd] <= sequence) {
            durableEnd++;
        }
        return endOf(durableEnd - 1) - endOf(before - 1);
    }

    /** Tells whether the store has all of the messages. */
    boolean isDurable() {
        return durableEnd == count;
    }

    boolean isDurable(int index) {
        return index < durableEnd;
    }

    /** Forgets the first message. */
    void forgetFirst() {
        mayBeInUse |= !isDurable(head);
        head++;
        durableEnd = Math.max(durableEnd, head);
    }

    /**
     * Forgets the messages from an index on. The block takes no more messages, because the store
     * may still read what was written there.
     */
    void forgetFrom(int index) {
        count = index;
        durableEnd = Math.min(durableEnd, count);
        isClosed = true;
        mayBeInUse = true;
    }

    /** Tells whether nobody needs the bytes any more. */
    boolean isUnused() {
        return isEmpty() && !mayBeInUse;
    }

    /** Tells whether the block is as large as one of a busy channel, and no larger. */
    boolean isFullSize() {
        return bytes.capacity() == FULL_BYTES;
    }

    /** Begins anew without any message. */
    TailBlock emptied() {
        head = 0;
        count = 0;
        durableEnd = 0;
        return this;
    }
}
