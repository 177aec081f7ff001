package dev.stanchion.store.remote;

import org.jspecify.annotations.Nullable;

/**
 * The count, size and times of up to {@value #SPAN} neighbouring messages of a log. While they are
 * needed, a block also has the details of each message. Owned by the channel's shard.
 */
public final class Block {
    /**
     * The number of sequences in a block. Sequences with the same quotient by this number share a
     * block.
     */
    public static final int SPAN = 1024;

    private long base;
    private long first;
    private long last;
    private boolean isRest;
    private long count;
    private long bytes;
    private long minTimestamp = Long.MAX_VALUE;
    private long maxTimestamp = Long.MIN_VALUE;
    private @Nullable BlockDetails details;

    /**
     * The sums of a whole block, as the store computes them. A store that knows only the sums of a
     * wide range of messages passes them as one block. {@link Ledger#wanted} cuts narrow blocks off
     * its front, whose sums are estimates until their details are known.
     */
    public record Summary(
            long first, long last, long count, long bytes, long minTimestamp, long maxTimestamp) {}

    /** The details of one message of a block, as read from the store. */
    public record Detail(long sequence, long timestamp, int size) {}

    private Block(long base) {
        this.base = base;
    }

    /**
     * Returns an empty block, to which the caller adds messages one by one.
     *
     * @param room for their details, empty
     */
    static Block startingAt(long sequence, BlockDetails room) {
        Block block = new Block(baseOf(sequence));
        block.first = sequence;
        block.last = sequence - 1;
        block.details = room;
        return block;
    }

    public static Block of(Summary summary) {
        Block block = new Block(baseOf(summary.first));
        block.first = summary.first;
        block.last = summary.last;
        block.count = summary.count;
        block.bytes = summary.bytes;
        block.minTimestamp = summary.minTimestamp;
        block.maxTimestamp = summary.maxTimestamp;
        return block;
    }

    private static long baseOf(long sequence) {
        return sequence - Long.remainderUnsigned(sequence, SPAN);
    }

    public boolean isOfSameSpan(long sequence) {
        return baseOf(sequence) == base;
    }

    public long first() {
        return first;
    }

    public long last() {
        return last;
    }

    public long count() {
        return count;
    }

    public long bytes() {
        return bytes;
    }

    /** Returns how many of its messages come from a sequence on; without details, an estimate. */
    long countFrom(long sequence) {
        if (sequence <= first) {
            return count;
        }
        BlockDetails all = details;
        if (all == null) {
            return estimate(first, last, count, sequence);
        }
        long found = 0;
        for (long at = sequence; at <= last; at++) {
            if (all.has(placeOf(at))) {
                found++;
            }
        }
        return found;
    }

    /**
     * Estimates how many of the messages of a range come from a sequence on. Without holes it is
     * exact, and it is 0 only behind the range.
     *
     * @param count how many messages the range has
     */
    public static long estimate(long first, long last, long count, long sequence) {
        if (sequence > last || count == 0) {
            return 0;
        }
        if (sequence <= first) {
            return count;
        }
        double part = (last - sequence + 1) / (double) (last - first + 1);
        return Math.max(1, Math.min(count - 1, Math.round(part * count)));
    }

    public long maxTimestamp() {
        return maxTimestamp;
    }

    public boolean hasDetails() {
        return details != null;
    }

    /** Tells whether the block has more messages than one that can have details. */
    boolean isWide() {
        return last - base >= SPAN;
    }

    /**
     * Cuts a narrow block off the front of a wide one. Its count and size are estimates, and this
     * block keeps the rest.
     */
    Block cutFront() {
        Block front = new Block(base);
        front.first = first;
        front.last = base + SPAN - 1;
        front.minTimestamp = minTimestamp;
        front.maxTimestamp = maxTimestamp;
        front.count = Math.min(count, front.last - first + 1);
        front.bytes = count == 0 ? 0 : bytes / count * front.count;
        isRest = true;
        base += SPAN;
        first = base;
        count -= front.count;
        bytes -= front.bytes;
        return front;
    }

    /** Tells whether the sums are those of a wide block less the estimates for what was cut off. */
    boolean isRest() {
        return isRest;
    }

    /** Adds to the sums of a block without details. */
    void correct(long moreMessages, long moreBytes) {
        count += moreMessages;
        bytes += moreBytes;
    }

    /**
     * Removes the details from memory. They can be read again from the store.
     *
     * @return what the block had, for another block; null if it had none
     */
    @Nullable BlockDetails forgetDetails() {
        BlockDetails had = details;
        details = null;
        return had;
    }

    /**
     * Replaces the details by those of the store, and sets the sums from them.
     *
     * @param room for them, empty
     */
    void learn(Iterable<Detail> stored, BlockDetails room) {
        long from = first;
        long to = last;
        count = 0;
        bytes = 0;
        minTimestamp = Long.MAX_VALUE;
        maxTimestamp = Long.MIN_VALUE;
        for (Detail detail : stored) {
            if (detail.sequence >= from && detail.sequence <= to) {
                room.put(placeOf(detail.sequence), detail.timestamp, detail.size);
                first = count == 0 ? detail.sequence : first;
                last = detail.sequence;
                count++;
                bytes += detail.size;
                minTimestamp = Math.min(minTimestamp, detail.timestamp);
                maxTimestamp = Math.max(maxTimestamp, detail.timestamp);
            }
        }
        details = room;
    }

    private int placeOf(long sequence) {
        return (int) (sequence - base);
    }

    public void add(long sequence, long timestamp, int size) {
        if (details != null) {
            details.put(placeOf(sequence), timestamp, size);
        }
        if (count == 0) {
            first = sequence;
        }
        last = sequence;
        count++;
        bytes += size;
        minTimestamp = Math.min(minTimestamp, timestamp);
        maxTimestamp = Math.max(maxTimestamp, timestamp);
    }

    /** Adds a message before the others. The block must have details. */
    public void addFirst(Detail detail) {
        detailsOrThrow().put(placeOf(detail.sequence), detail.timestamp, detail.size);
        if (count == 0) {
            last = detail.sequence;
        }
        first = detail.sequence;
        count++;
        bytes += detail.size;
        minTimestamp = Math.min(minTimestamp, detail.timestamp);
        maxTimestamp = Math.max(maxTimestamp, detail.timestamp);
    }

    /** Returns the size of the first message. The block must have details. */
    int firstSize() {
        return detailsOrThrow().sizes[placeOf(first)];
    }

    /**
     * Returns the time of the first message. For an unchanged block without details, it is the
     * earliest time.
     */
    public long firstTimestamp() {
        return details == null ? minTimestamp : details.timestamps[placeOf(first)];
    }

    /** Removes the first message. The block must have details. */
    public void dropFirst() {
        BlockDetails all = detailsOrThrow();
        forget(all, first);
        do {
            first++;
        } while (first <= last && !all.has(placeOf(first)));
    }

    private void forget(BlockDetails all, long sequence) {
        int place = placeOf(sequence);
        bytes -= all.sizes[place];
        all.sizes[place] = BlockDetails.NONE;
        count--;
    }

    /** Removes the messages behind a sequence. The block must have details. */
    public void dropAfter(long sequence) {
        BlockDetails all = detailsOrThrow();
        while (count > 0 && last > sequence) {
            forget(all, last);
            do {
                last--;
            } while (last >= first && !all.has(placeOf(last)));
        }
        maxTimestamp = latestOf(all);
    }

    private static long latestOf(BlockDetails all) {
        long latest = Long.MIN_VALUE;
        for (int place = 0; place < SPAN; place++) {
            if (all.has(place)) {
                latest = Math.max(latest, all.timestamps[place]);
            }
        }
        return latest;
    }

    private BlockDetails detailsOrThrow() {
        BlockDetails all = details;
        if (all == null) {
            throw new IllegalStateException("block " + base + " has no details");
        }
        return all;
    }

    /** Tells whether the block has a message at or after a time, as far as it knows. */
    boolean mayReach(long epochNanos) {
        return maxTimestamp >= epochNanos && (!hasDetails() || sequenceAt(epochNanos) > 0);
    }

    /**
     * Returns the sequence of the first message at or after a time; 0 if there is none. The block
     * must have details.
     */
    public long sequenceAt(long epochNanos) {
        BlockDetails all = detailsOrThrow();
        for (long sequence = first; sequence <= last; sequence++) {
            int place = placeOf(sequence);
            if (all.has(place) && all.timestamps[place] >= epochNanos) {
                return sequence;
            }
        }
        return 0;
    }
}
