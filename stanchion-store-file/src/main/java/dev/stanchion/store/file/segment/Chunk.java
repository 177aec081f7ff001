package dev.stanchion.store.file.segment;

import dev.stanchion.engine.spi.StoreException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A part of a segment's messages in memory: all messages from one sequence up to another. Its bytes
 * are on the heap, so they need not be released. Immutable once it was read.
 */
public final class Chunk {
    private static final int INITIAL_CAPACITY = 16;

    private final long fromSequence;
    private long[] sequences = new long[INITIAL_CAPACITY];
    private long[] timestamps = new long[INITIAL_CAPACITY];
    private int[] indexes = new int[INITIAL_CAPACITY];
    private int[] lengths = new int[INITIAL_CAPACITY];
    private int count;
    private long endSequence;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    private @Nullable StoreException damage;
    private long behindDamage;

    Chunk(long fromSequence) {
        this.fromSequence = fromSequence;
        this.endSequence = fromSequence;
    }

    void add(long sequence, long timestampEpochNanos, int index, int length) {
        if (count == sequences.length) {
            sequences = Arrays.copyOf(sequences, 2 * count);
            timestamps = Arrays.copyOf(timestamps, 2 * count);
            indexes = Arrays.copyOf(indexes, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        sequences[count] = sequence;
        timestamps[count] = timestampEpochNanos;
        indexes[count] = index;
        lengths[count] = length;
        count++;
        endSequence = sequence + 1;
    }

    void liesIn(ByteBuf source) {
        bytes = source;
    }

    void endsBefore(long sequence) {
        endSequence = sequence;
    }

    void endsDamaged(StoreException why, long nextReadable) {
        damage = why;
        behindDamage = nextReadable;
    }

    /** Returns the first sequence behind the damage that can be read. */
    public long behindDamage() {
        return behindDamage;
    }

    /** Keeps the description of the messages, and drops their bytes. */
    public Chunk withoutBytes() {
        bytes = Unpooled.EMPTY_BUFFER;
        return this;
    }

    /** Returns the sequence from which on all messages are here. */
    public long fromSequence() {
        return fromSequence;
    }

    /** Returns the sequence before which they end. */
    public long endSequence() {
        return endSequence;
    }

    public int count() {
        return count;
    }

    /** Returns why the message with the end sequence cannot be read; null if nothing is known. */
    public @Nullable StoreException damage() {
        return damage;
    }

    public ByteBuf bytes() {
        return bytes;
    }

    public long sequence(int number) {
        return sequences[number];
    }

    public long timestampEpochNanos(int number) {
        return timestamps[number];
    }

    public int index(int number) {
        return indexes[number];
    }

    public int length(int number) {
        return lengths[number];
    }

    /** Returns the number of the first message that is not before a sequence; count if none is. */
    public int numberOf(long sequence) {
        int found = Arrays.binarySearch(sequences, 0, count, sequence);
        return found >= 0 ? found : -found - 1;
    }

    /** Returns how much memory it holds, roughly. */
    public int heldBytes() {
        return bytes.capacity() + sequences.length * (2 * Long.BYTES + 2 * Integer.BYTES);
    }
}
