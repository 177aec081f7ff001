package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.ChannelLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accounting of a log: which messages are stored, their number and their size, and which
 * messages were dropped for messages that are not durable yet. Owned by the channel's shard.
 *
 * <p>To drop a message, the ledger needs its size and time. These details take twelve megabytes for
 * a million messages of one channel. So the ledger keeps details only for the oldest and the newest
 * blocks, and sums for the blocks in between. If the oldest block has no details, the ledger stops
 * dropping, and {@link #wanted} returns the block whose details to fetch. The ledger continues
 * after {@link #learn}.
 */
public final class Ledger {
    private static final int NEWEST_WITH_DETAILS = 16;

    /**
     * The number of messages in the oldest block at which the details of the next block are
     * fetched.
     */
    private static final int RUNNING_OUT = Block.SPAN / 4;

    private final List<Block> blocks = new ArrayList<>();

    /**
     * The messages that were dropped for messages that are not durable yet. They come back if those
     * are lost.
     */
    private final MadeRoom madeRoom = new MadeRoom();

    /** Details that no block has any more, for the next one. */
    private @Nullable BlockDetails spare;

    private long count;
    private long bytes;

    public Ledger(List<Block.Summary> summaries) {
        takeSums(summaries);
    }

    /**
     * Forgets everything and begins anew with other sums: somebody else has removed messages, and
     * nobody knows which.
     */
    public void replace(List<Block.Summary> summaries) {
        blocks.clear();
        madeRoom.clear();
        count = 0;
        bytes = 0;
        takeSums(summaries);
    }

    private void takeSums(List<Block.Summary> summaries) {
        for (Block.Summary summary : summaries) {
            Block block = Block.of(summary);
            blocks.add(block);
            count += block.count();
            bytes += block.bytes();
        }
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public long count() {
        return count;
    }

    public long bytes() {
        return bytes;
    }

    /** Returns the first stored sequence. The ledger must not be empty. */
    public long first() {
        return blocks.getFirst().first();
    }

    /** Returns the last stored sequence. The ledger must not be empty. */
    public long last() {
        return blocks.getLast().last();
    }

    public long firstTimestamp() {
        return isEmpty() ? Long.MAX_VALUE : blocks.getFirst().firstTimestamp();
    }

    public void add(long sequence, long timestamp, int size, long durable) {
        Block tail = isEmpty() ? null : blocks.getLast();
        // A block of an earlier run has only sums, so no message is added to it: messages that are
        // not durable yet must be removable.
        if (tail == null || !tail.isOfSameSpan(sequence) || !tail.hasDetails()) {
            blocks.add(Block.startingAt(sequence, room()));
            forgetOneInTheMiddle(durable);
        }
        blocks.getLast().add(sequence, timestamp, size);
        count++;
        bytes += size;
    }

    private void forgetOneInTheMiddle(long durable) {
        int index = blocks.size() - 1 - NEWEST_WITH_DETAILS;
        if (index > 1 && blocks.get(index).last() <= durable) {
            keep(blocks.get(index).forgetDetails());
        }
    }

    /** Returns empty details for a block. */
    private BlockDetails room() {
        BlockDetails free = spare;
        spare = null;
        return free == null ? new BlockDetails() : free.clear();
    }

    private void keep(@Nullable BlockDetails unused) {
        if (unused != null) {
            spare = unused;
        }
    }

    private void removeFirstBlock() {
        keep(blocks.removeFirst().forgetDetails());
    }

    /** Drops the oldest messages until the log is within the limits or details are missing. */
    public void dropOver(ChannelLimits limits) {
        while (isOver(limits) && blocks.getFirst().hasDetails()) {
            Block head = blocks.getFirst();
            madeRoom.add(head.first(), head.firstTimestamp(), head.firstSize(), last());
            dropFirst();
        }
    }

    public boolean isOver(ChannelLimits limits) {
        return count > 1
                && ((limits.maxMessages() > 0 && count > limits.maxMessages())
                        || (limits.maxBytes() > 0 && bytes > limits.maxBytes()));
    }

    /**
     * Drops messages that are older than a time, until the first newer one or until details are
     * missing.
     */
    public void dropOlder(long epochNanos) {
        while (!isEmpty()) {
            Block head = blocks.getFirst();
            if (head.maxTimestamp() < epochNanos) {
                count -= head.count();
                bytes -= head.bytes();
                removeFirstBlock();
            } else if (head.hasDetails() && head.firstTimestamp() < epochNanos) {
                dropFirst();
            } else {
                return;
            }
        }
    }

    /** Drops messages up to and including a sequence, or until details are missing. */
    public void dropUpTo(long sequence) {
        while (hasUpTo(sequence)) {
            Block head = blocks.getFirst();
            if (head.last() <= sequence) {
                count -= head.count();
                bytes -= head.bytes();
                removeFirstBlock();
            } else if (head.hasDetails()) {
                dropFirst();
            } else {
                return;
            }
        }
    }

    /** Returns whether a message up to and including the sequence is stored. */
    public boolean hasUpTo(long sequence) {
        return !isEmpty() && first() <= sequence;
    }

    public boolean hasOlder(long epochNanos) {
        return firstTimestamp() < epochNanos;
    }

    private void dropFirst() {
        Block head = blocks.getFirst();
        long before = head.bytes();
        head.dropFirst();
        count--;
        bytes -= before - head.bytes();
        if (head.count() == 0) {
            removeFirstBlock();
        }
    }

    /**
     * Returns how many messages are stored from a sequence on. Within a block without details that
     * has holes, it is an estimate.
     */
    public long countFrom(long sequence) {
        long found = 0;
        for (int i = blocks.size() - 1; i >= 0 && blocks.get(i).last() >= sequence; i--) {
            found += blocks.get(i).countFrom(sequence);
        }
        return found;
    }

    /** Records that the store has deleted all messages before the sequence. */
    public void settle(long first) {
        while (!madeRoom.isEmpty() && madeRoom.firstSequence() < first) {
            madeRoom.removeFirst();
        }
    }

    /** Records that nothing comes back of what was dropped for messages up to a sequence. */
    public void settleDroppedFor(long durable) {
        while (!madeRoom.isEmpty() && madeRoom.firstForSequence() <= durable) {
            madeRoom.removeFirst();
        }
    }

    /**
     * Returns the sequence before which no message is needed any more, not even if those that are
     * not durable are lost.
     *
     * @param next the next sequence of the log, if the ledger is empty
     */
    public long neededFrom(long next) {
        if (!madeRoom.isEmpty()) {
            return madeRoom.firstSequence();
        }
        return isEmpty() ? next : first();
    }

    /**
     * Drops messages that were never written, and restores the messages that were dropped for them.
     */
    public void dropAfter(long sequence) {
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
            head = Block.startingAt(dropped.sequence(), room());
            blocks.addFirst(head);
        }
        head.addFirst(dropped);
        count++;
        bytes += dropped.size();
    }

    private void dropLastAfter(long sequence) {
        while (!isEmpty() && last() > sequence) {
            Block tail = blocks.getLast();
            long countBefore = tail.count();
            long bytesBefore = tail.bytes();
            tail.dropAfter(sequence);
            count -= countBefore - tail.count();
            bytes -= bytesBefore - tail.bytes();
            if (tail.count() == 0) {
                blocks.removeLast();
            }
        }
    }

    /**
     * Returns the block whose details to fetch; null if there is none.
     *
     * @param dropping whether messages are being dropped, or wait to be
     */
    public @Nullable Block wanted(boolean dropping) {
        if (isEmpty() || !dropping) {
            return null;
        }
        Block head = blocks.getFirst();
        if (!head.hasDetails()) {
            return narrow(0);
        }
        boolean runsOut = head.count() <= RUNNING_OUT && blocks.size() > 1;
        return runsOut && !blocks.get(1).hasDetails() ? narrow(1) : null;
    }

    /** Returns a block, or the narrow front of a wide one. */
    private Block narrow(int index) {
        Block block = blocks.get(index);
        if (!block.isWide()) {
            return block;
        }
        Block front = block.cutFront();
        blocks.add(index, front);
        return front;
    }

    /** Adds the details of a block. The block may have been dropped meanwhile. */
    public void learn(Block block, List<Block.Detail> details) {
        if (!blocks.contains(block)) {
            return;
        }
        long countBefore = block.count();
        long bytesBefore = block.bytes();
        block.learn(details, room());
        int behind = blocks.indexOf(block) + 1;
        if (behind < blocks.size() && isEstimate(blocks.get(behind))) {
            blocks.get(behind).correct(countBefore - block.count(), bytesBefore - block.bytes());
        } else {
            count += block.count() - countBefore;
            bytes += block.bytes() - bytesBefore;
        }
        if (block.count() == 0) {
            blocks.remove(block);
        }
    }

    /** Tells whether a block has the rest of a wide one, whose sums were cut off by estimate. */
    private static boolean isEstimate(Block block) {
        return block.isRest() && !block.hasDetails();
    }

    /** Returns the block with the first message at or after a time; null if there is none. */
    public @Nullable Block blockAt(long epochNanos) {
        for (Block block : blocks) {
            if (block.mayReach(epochNanos)) {
                return block;
            }
        }
        return null;
    }
}
