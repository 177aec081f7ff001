package dev.stanchion.engine.spi;

/** Hears, on the channel's shard, what became of appended messages. */
public interface LogListener {
    /**
     * Everything up to and including the sequence is durable to the configured level. May be called
     * from within {@link ChannelLog#commit}.
     */
    void onDurable(long sequence);

    /**
     * Another writer has stored messages behind the last one that {@link #onDurable} has reported.
     * All that was appended and is not durable keeps its order and moves up by as many sequences.
     * {@link #onDurable} reports the inserted messages, too, after this. Called in the same task in
     * which {@link ChannelLog#lastSequence} rises. A store with one writer never calls it.
     *
     * @param count at least 1
     */
    void onInserted(int count);

    /**
     * What was appended after the last durable sequence is lost, and its sequences stay unused. The
     * log accepts appends again if {@code why} is not fatal; its {@code lastSequence} says where.
     */
    void onLost(StoreException why);
}
