package dev.stanchion.store.file.log;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel's segments in the order of their sequences, with a gap where sequences were skipped.
 * Owned by the channel's shard.
 */
final class SegmentChain {
    private final SegmentSpace space;
    private final List<Segment> segments = new ArrayList<>(1);

    /** The last of them, of its own: with a thousand channels each step to it leaves the cache. */
    private @Nullable Segment tail;

    private @Nullable ByteBuf spare;
    private long heldBytes;

    SegmentChain(SegmentSpace space) {
        this.space = space;
    }

    /** Returns the memory of all segments, used or not. */
    long heldBytes() {
        return heldBytes;
    }

    /** Returns the segment that is appended to; null if there is none. */
    @Nullable Segment tail() {
        return tail;
    }

    /** Returns the first segment, of a chain that has one. */
    Segment headOrThrow() {
        return segments.get(0);
    }

    /**
     * Makes a segment that is not yet part of the chain.
     *
     * @throws OutOfMemoryError if there is no room for it
     */
    Segment create(int capacity, long baseSequence) {
        return Segment.ofMessages(room(capacity), baseSequence);
    }

    private ByteBuf room(int capacity) {
        ByteBuf kept = spare;
        if (kept == null || kept.capacity() != capacity) {
            return space.allocate(capacity);
        }
        spare = null;
        return kept.clear();
    }

    void add(Segment segment) {
        segments.add(segment);
        tail = segment;
        heldBytes += segment.bytes().capacity();
    }

    void discard(Segment segment) {
        space.free(segment.bytes());
    }

    /** Returns the segment of a sequence, or the next one if it lies in a gap between two. */
    Segment segmentOf(long sequence) {
        Segment last = tail;
        if (last != null && sequence >= last.baseSequence()) {
            return last;
        }
        Segment head = headOrThrow();
        return sequence < head.endSequence() ? head : segmentBetween(sequence);
    }

    private Segment segmentBetween(long sequence) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).endSequence() <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return segments.get(low);
    }

    /** Returns the first sequence that is not before a time; 0 if there is none. */
    long sequenceAt(long epochNanos) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Segment segment = segments.get(middle);
            if (segment.timestamp(segment.endSequence() - 1) < epochNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == segments.size() ? 0 : segments.get(low).sequenceAt(epochNanos);
    }

    /** Frees the first segment. */
    void freeHead() {
        space.free(removeHead());
    }

    /**
     * Removes the first segment and keeps its memory for the next one. In a channel that is full a
     * segment goes for each that comes, and memory that is new from the system costs as much as
     * filling it.
     */
    void reuseHead() {
        freeSpare();
        spare = removeHead();
    }

    private ByteBuf removeHead() {
        ByteBuf bytes = segments.remove(0).bytes();
        if (segments.isEmpty()) {
            tail = null;
        }
        heldBytes -= bytes.capacity();
        return bytes;
    }

    /** Gives back the memory that was kept for the next segment. */
    void freeSpare() {
        ByteBuf kept = spare;
        if (kept != null) {
            spare = null;
            space.free(kept);
        }
    }
}
