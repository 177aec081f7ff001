package dev.stanchion.store.sql.log;

import dev.stanchion.engine.spi.ChannelLimits;
import dev.stanchion.store.sql.read.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books of a log: which messages are kept, how many and how big they are, and what they are to
 * make room for. Owned by the channel's shard.
 *
 * <p>To drop a message one must know its size and time. Of a million messages these would be twelve
 * megabytes for each channel, so the ledger has them for the oldest and the newest blocks only and
 * a few sums for those in between. When the oldest block has no details, dropping stops, {@link
 * #wanted} says which block's to fetch, and is taken up again after {@link #learn}.
 */
final class Ledger {
    private static final int NEWEST_WITH_DETAILS = 16;

    /** The next block's details are fetched when so little is left of the oldest. */
    private static final int RUNNING_OUT = Block.SPAN / 4;

    private final List<Block> blocks = new ArrayList<>();

    /** What made room for messages that are not durable yet, and may have to come back. */
    private final Deque<Block.Detail> madeRoom = new ArrayDeque<>();

    private long count;
    private long bytes;

    Ledger(List<Block.Summary> summaries) {
        for (Block.Summary summary : summaries) {
            Block block = Block.of(summary);
            blocks.add(block);
            count += block.count();
            bytes += block.bytes();
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /** Returns the first sequence that is kept; only if there is one. */
    long first() {
        return blocks.getFirst().first();
    }

    /** Returns the last sequence that is kept; only if there is one. */
    long last() {
        return blocks.getLast().last();
    }

    long firstTimestamp() {
        return isEmpty() ? Long.MAX_VALUE : blocks.getFirst().firstTimestamp();
    }

    void add(long sequence, long timestamp, int size, long durable) {
        Block tail = isEmpty() ? null : blocks.getLast();
        // a block of an earlier run, of which only sums are known, is not continued: what is not
        // durable yet must be possible to take back
        if (tail == null || !tail.isOfSameSpan(sequence) || !tail.hasDetails()) {
            blocks.add(Block.startingAt(sequence));
            forgetOneInTheMiddle(durable);
        }
        blocks.getLast().add(sequence, timestamp, size);
        count++;
        bytes += size;
    }

    private void forgetOneInTheMiddle(long durable) {
        int index = blocks.size() - 1 - NEWEST_WITH_DETAILS;
        if (index > 1 && blocks.get(index).last() <= durable) {
            blocks.get(index).forgetDetails();
        }
    }

    /** Drops the oldest until the limits are kept, or details are missing. */
    void dropOver(ChannelLimits limits) {
        while (isOver(limits) && blocks.getFirst().hasDetails()) {
            madeRoom.add(blocks.getFirst().firstDetail());
            dropFirst();
        }
    }

    boolean isOver(ChannelLimits limits) {
        return count > 1
                && ((limits.maxMessages() > 0 && count > limits.maxMessages())
                        || (limits.maxBytes() > 0 && bytes > limits.maxBytes()));
    }

    /** Drops what is older than a time, up to the first that is not, or details are missing. */
    void dropOlder(long epochNanos) {
        while (!isEmpty()) {
            Block head = blocks.getFirst();
            if (head.maxTimestamp() < epochNanos) {
                count -= head.count();
                bytes -= head.bytes();
                blocks.removeFirst();
            } else if (head.hasDetails() && head.firstTimestamp() < epochNanos) {
                dropFirst();
            } else {
                return;
            }
        }
    }

    boolean hasOlder(long epochNanos) {
        return firstTimestamp() < epochNanos;
    }

    private void dropFirst() {
        Block head = blocks.getFirst();
        long before = head.bytes();
        head.dropFirst();
        count--;
        bytes -= before - head.bytes();
        if (head.count() == 0) {
            blocks.removeFirst();
        }
    }

    /** Everything before the sequence is gone from the database, too. */
    void settle(long first) {
        while (!madeRoom.isEmpty() && madeRoom.getFirst().sequence() < first) {
            madeRoom.removeFirst();
        }
    }

    /** Drops what was never written, and takes back what made room for it. */
    void dropAfter(long sequence) {
        dropLastAfter(sequence);
        while (!madeRoom.isEmpty()) {
            Block.Detail dropped = madeRoom.removeLast();
            if (dropped.sequence() <= sequence) {
                takeBack(dropped);
            }
        }
    }

    private void takeBack(Block.Detail dropped) {
        Block head = isEmpty() ? null : blocks.getFirst();
        if (head == null || !head.hasDetails() || !head.isOfSameSpan(dropped.sequence())) {
            head = Block.startingAt(dropped.sequence());
            blocks.addFirst(head);
        }
        head.addFirst(dropped);
        count++;
        bytes += dropped.size();
    }

    private void dropLastAfter(long sequence) {
        while (!isEmpty() && last() > sequence) {
            Block tail = blocks.getLast();
            long before = tail.bytes();
            tail.dropLast();
            count--;
            bytes -= before - tail.bytes();
            if (tail.count() == 0) {
                blocks.removeLast();
            }
        }
    }

    /**
     * Returns the block whose details are to be fetched, if any.
     *
     * @param dropping whether messages are being dropped, or wait to be
     */
    @Nullable Block wanted(boolean dropping) {
        if (isEmpty() || !dropping) {
            return null;
        }
        Block head = blocks.getFirst();
        if (!head.hasDetails()) {
            return head;
        }
        boolean runsOut = head.count() <= RUNNING_OUT && blocks.size() > 1;
        return runsOut && !blocks.get(1).hasDetails() ? blocks.get(1) : null;
    }

    /** Takes the details of a block, which may be gone by now. */
    void learn(Block block, List<Block.Detail> details) {
        if (!blocks.contains(block)) {
            return;
        }
        count -= block.count();
        bytes -= block.bytes();
        block.learn(details);
        count += block.count();
        bytes += block.bytes();
        if (block.count() == 0) {
            blocks.remove(block);
        }
    }

    /** Returns the block that has the first message that is not before a time; null if none has. */
    @Nullable Block blockAt(long epochNanos) {
        for (Block block : blocks) {
            if (block.maxTimestamp() >= epochNanos) {
                return block;
            }
        }
        return null;
    }
}
