package dev.stanchion.engine.subscription;

import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.LogReader;

/**
 * Reads from a log, one read at a time, as long as there is something to read. A log answers within
 * the call or later, and a message may cause another read. The stack grows with neither.
 *
 * <p>A subclass gets the messages, and calls {@link #ended} when a read is over.
 */
@ShardOwned
public abstract class ReadLoop implements LogReader {
    private boolean isReading;
    private boolean isInline;
    private int readsInTurn;

    /**
     * Continues to read. While a read is under way this does nothing, because the loop continues
     * after it.
     */
    protected final void proceed() {
        if (isReading) {
            return;
        }
        readsInTurn = 0;
        while (!isReading && hasNext()) {
            readsInTurn++;
            isReading = true;
            isInline = true;
            read();
            isInline = false;
        }
    }

    /**
     * Returns whether there is something to read now. If not, another event will call {@link
     * #proceed}.
     */
    protected abstract boolean hasNext();

    /** Begins the next read. */
    protected abstract void read();

    /** The read is over. */
    protected final void ended() {
        isReading = false;
        if (!isInline) {
            proceed();
        }
    }

    /** Returns whether a read is under way. */
    protected final boolean isReading() {
        return isReading;
    }

    /** Returns how many reads have begun since the loop had to wait for the last time. */
    protected final int readsInTurn() {
        return readsInTurn;
    }
}
