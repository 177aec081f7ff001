package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest messages of a log in memory: all messages that are not durable yet, and as many
 * durable ones as the limit allows, for subscribers that keep up. Owned by the channel's shard.
 *
 * <p>A message is written into {@link #room} and belongs to the tail with {@link #keep}. While it
 * is not durable, nobody overwrites its bytes, even if the tail has forgotten it.
 */
public final class Tail {
    /** A channel without a new message for this time gives back what it has borrowed. */
    private static final long IDLE_NANOS = 2_000_000_000L;

    private final TailMemory memory;
    private final ShardExecutor owner;
    private final List<TailBlock> blocks = new ArrayList<>();

    /** A block whose messages are forgotten, to be used for the next ones. */
    private @Nullable TailBlock spare;

    /** How many readers hold bytes of a block at the moment. */
    private int reading;

    private int lastFound;
    private long durableBytes;
    private long bytes;
    private long coversFrom;
    private long borrowed;
    private boolean isUsed;
    private boolean isWatched;

    /**
     * @param memory limits the size of the durable messages; another part limits the messages that
     *     are not durable
     * @param coversFrom the next sequence of the log
     */
    public Tail(TailMemory memory, ShardExecutor owner, long coversFrom) {
        this.memory = memory;
        this.owner = owner;
        this.coversFrom = coversFrom;
    }

    /** Tells whether the tail has all stored messages from the sequence on. */
    public boolean covers(long sequence) {
        return sequence >= coversFrom;
    }

    /**
     * Returns the buffer into which the caller encodes the next message, at its writer index. The
     * message counts once {@link #keep} is called; without that the next call overwrites it.
     *
     * @param size the size of the message in bytes
     */
    public ByteBuf room(int size) {
        if (blocks.isEmpty()) {
            blocks.add(TailBlock.first(size));
        } else if (!blocks.getLast().hasRoomFor(size)) {
            blocks.add(blockBehind(blocks.getLast(), size));
        }
        return blocks.getLast().room();
    }

    /** Returns a block for a message that has no room in the last one. */
    private TailBlock blockBehind(TailBlock last, int size) {
        TailBlock free = spare;
        if (free != null && size <= TailBlock.FULL_BYTES) {
            spare = null;
            return free.emptied();
        }
        return TailBlock.behind(last, size);
    }

    /** Adds the message that was encoded into {@link #room}. */
    public void keep(long sequence, long timestampEpochNanos, long guidHash) {
        TailBlock block = blocks.getLast();
        block.keep(sequence, timestampEpochNanos, guidHash);
        bytes += block.size(block.end() - 1);
    }

    /** Adds a copy of a message. */
    public void add(StoredMessage message) {
        room(message.size()).writeBytes(message.bytes(), 0, message.size());
        keep(message.sequence(), message.timestampEpochNanos(), message.guidHash());
    }

    /** Returns copies of all messages from the sequence on. */
    public List<StoredMessage> copiesFrom(long sequence) {
        List<StoredMessage> copies = new ArrayList<>();
        for (int at = blockFrom(sequence); at < blocks.size(); at++) {
            TailBlock block = blocks.get(at);
            for (int index = block.indexFrom(sequence); index < block.end(); index++) {
                copies.add(block.copy(index));
            }
        }
        return copies;
    }

    /** Takes messages of a read. */
    interface Taker {
        /** Takes one message. The bytes are valid during the call only. */
        void take(long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length);
    }

    /**
     * Passes on the first message at or after a sequence.
     *
     * @param to the last sequence that counts
     * @return whether there is one
     */
    boolean pass(long sequence, long to, Taker taker) {
        int at = blockFrom(sequence);
        if (at == blocks.size()) {
            return false;
        }
        TailBlock block = blocks.get(at);
        int index = block.indexFrom(sequence);
        if (index == block.end() || block.sequence(index) > to) {
            return false;
        }
        reading++;
        try {
            taker.take(
                    block.sequence(index),
                    block.timestamp(index),
                    block.buffer(),
                    block.start(index),
                    block.size(index));
        } finally {
            reading--;
        }
        return true;
    }

    /** Returns the index of the first block with a message at or after the sequence. */
    private int blockFrom(long sequence) {
        if (lastFound < blocks.size() && blocks.get(lastFound).isOver(sequence)) {
            return lastFound; // most reads go on where the last one was
        }
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            TailBlock block = blocks.get(middle);
            if (block.isEmpty() || block.lastSequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        lastFound = low;
        return low;
    }

    /**
     * Removes messages that are no longer needed.
     *
     * @param first the log's first sequence; earlier messages were dropped
     * @param durable the store has all messages up to this sequence
     */
    public void trim(long first, long durable) {
        countDurable(durable);
        borrow(durableBytes - memory.ownBytes());
        forgetBefore(first);
    }

    private void countDurable(long durable) {
        int at = blocks.size();
        while (at > 0 && (blocks.get(at - 1).isEmpty() || !blocks.get(at - 1).isDurable())) {
            at--;
        }
        for (; at < blocks.size(); at++) {
            durableBytes += blocks.get(at).becomeDurable(durable);
        }
    }

    private void forgetBefore(long first) {
        long maxBytes = memory.ownBytes() + borrowed;
        while (!blocks.isEmpty()) {
            TailBlock oldest = blocks.getFirst();
            while (!oldest.isEmpty()
                    && (durableBytes > maxBytes || oldest.sequence(oldest.head()) < first)) {
                forgetFirst(oldest);
            }
            if (!oldest.isEmpty() || blocks.size() == 1) {
                return;
            }
            blocks.removeFirst();
            if (reading == 0 && oldest.isUnused() && oldest.isFullSize()) {
                spare = oldest;
            }
        }
    }

    private void forgetFirst(TailBlock block) {
        takeOff(block, block.head());
        coversFrom = block.sequence(block.head()) + 1;
        block.forgetFirst();
    }

    private void borrow(long wanted) {
        if (wanted <= 0 && borrowed == 0) {
            return;
        }
        borrowed = memory.lend(borrowed, Math.max(0, wanted));
        isUsed = true;
        if (borrowed > 0 && !isWatched) {
            isWatched = true;
            owner.schedule(IDLE_NANOS, this::giveBackIfIdle);
        }
    }

    private void giveBackIfIdle() {
        isWatched = isUsed && borrowed > 0;
        if (isWatched) {
            isUsed = false;
            owner.schedule(IDLE_NANOS, this::giveBackIfIdle);
        } else if (borrowed > 0) {
            borrowed = memory.lend(borrowed, 0);
            forgetBefore(0);
            spare = null;
        }
    }

    /** Removes messages that were never written. */
    public void dropAfter(long sequence) {
        boolean isReached = false;
        while (!isReached && !blocks.isEmpty()) {
            TailBlock block = blocks.getLast();
            int from = block.indexFrom(sequence + 1);
            for (int index = from; index < block.end(); index++) {
                takeOff(block, index);
            }
            isReached = from > block.head();
            if (isReached) {
                block.forgetFrom(from);
            } else {
                blocks.removeLast();
            }
        }
        coversFrom = Math.min(coversFrom, sequence + 1);
    }

    private void takeOff(TailBlock block, int index) {
        int size = block.size(index);
        bytes -= size;
        if (block.isDurable(index)) {
            durableBytes -= size;
        }
    }

    public long bytes() {
        return bytes;
    }
}
