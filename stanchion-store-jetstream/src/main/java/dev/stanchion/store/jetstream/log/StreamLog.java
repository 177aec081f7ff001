package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.ChannelLog;
import dev.stanchion.engine.spi.StoreException;

/** A channel's log in a stream, as the store handles it. Owned by the channel's shard. */
public interface StreamLog extends ChannelLog {
    /** Returns the last sequence that the stream is known to have. */
    long durableSequence();

    /** Returns the timestamp of the last durable message, or a lower bound for the next one. */
    long durableTimestamp();

    /** Names what records the position of the log from time to time. */
    void recordPositions(Runnable record);

    /** Finishes everything that is under way, so that the store can be closed. */
    void drain(Runnable drained);

    /** Tells whether nothing is under way. */
    boolean isIdle();

    /** Refuses messages from now on. */
    void refuse(StoreException why);

    /** Ends the log because another process has taken over. */
    void fence(StoreException why);

    /** Ends the log. What is not durable stays so. */
    void close();
}
