package dev.stanchion.store.remote;

import dev.stanchion.engine.spi.ShardExecutor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest messages of a log in memory: all messages that are not durable yet, and as many
 * durable ones as the limit allows, for subscribers that keep up. Owned by the channel's shard.
 */
public final class Tail {
    private static final int COMPACT_AT = 1024;

    /** A channel without a new message for this time gives back what it has borrowed. */
    private static final long IDLE_NANOS = 2_000_000_000L;

    private final TailMemory memory;
    private final ShardExecutor owner;
    private final List<StoredMessage> messages = new ArrayList<>();
    private int head;

    /** The index behind the last message that is known to be durable. */
    private int durableEnd;

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

    public void add(StoredMessage message) {
        messages.add(message);
        bytes += message.size();
    }

    /** Returns the first message at or after the sequence; null if there is none. */
    public @Nullable StoredMessage from(long sequence) {
        int at = indexFrom(sequence);
        return at < messages.size() ? messages.get(at) : null;
    }

    /** Returns copies of the references to all messages from the sequence on. */
    public List<StoredMessage> allFrom(long sequence) {
        return List.copyOf(messages.subList(indexFrom(sequence), messages.size()));
    }

    private int indexFrom(long sequence) {
        int low = head;
        int high = messages.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (messages.get(middle).sequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
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

    private void forgetBefore(long first) {
        long maxBytes = memory.ownBytes() + borrowed;
        while (head < messages.size()) {
            StoredMessage oldest = messages.get(head);
            boolean isGone = oldest.sequence() < first;
            boolean isTooMuch = durableBytes > maxBytes;
            if (!isGone && !isTooMuch) {
                break;
            }
            forget(oldest);
        }
        if (head == messages.size() || head >= Math.max(COMPACT_AT, messages.size() / 8)) {
            messages.subList(0, head).clear();
            durableEnd -= head;
            head = 0;
        }
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
        }
    }

    private void countDurable(long durable) {
        while (durableEnd < messages.size() && messages.get(durableEnd).sequence() <= durable) {
            durableBytes += messages.get(durableEnd).size();
            durableEnd++;
        }
    }

    private void forget(StoredMessage oldest) {
        bytes -= oldest.size();
        if (head < durableEnd) {
            durableBytes -= oldest.size();
        } else {
            durableEnd++;
        }
        coversFrom = oldest.sequence() + 1;
        head++;
    }

    /** Removes messages that were never written. */
    public void dropAfter(long sequence) {
        int from = indexFrom(sequence + 1);
        for (int i = from; i < messages.size(); i++) {
            int size = messages.get(i).size();
            bytes -= size;
            if (i < durableEnd) {
                durableBytes -= size;
            }
        }
        messages.subList(from, messages.size()).clear();
        durableEnd = Math.min(durableEnd, from);
        coversFrom = Math.min(coversFrom, sequence + 1);
    }

    public long bytes() {
        return bytes;
    }
}
