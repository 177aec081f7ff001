package dev.stanchion.engine.spi;

/** Learns, on the channel's shard, what becomes of appended messages. */
public interface LogListener {
    /**
     * Everything up to and including the sequence is durable to the configured level. May be called
     * from within {@link ChannelLog#commit}.
     */
    void onDurable(long sequence);

    /**
     * Another writer has stored messages behind the last one that {@link #onDurable} has reported.
     * All appended messages that are not durable keep their order and move up by as many sequences.
     * The log calls this in the same task in which {@link ChannelLog#lastSequence} rises, and
     * reports the inserted messages with {@link #onDurable} afterwards. A store with one writer
     * never calls it.
     *
     * @param count at least 1
     */
    void onInserted(int count);

    /**
     * One of the messages that {@link #onInserted} has just announced is an appended message, which
     * another writer has stored. It is not stored again, and those behind it move down by one. The
     * log calls this in the same task as {@link #onInserted}. A store with one writer never calls
     * it.
     *
     * @param sequence the sequence of the appended message
     * @param storedAt where it is stored; less than that
     */
    default void onStoredByOther(long sequence, long storedAt) {}

    /**
     * The messages that were appended after the last durable sequence are lost, and their sequences
     * stay unused. The log accepts appends again if {@code why} is not fatal; its {@code
     * lastSequence} gives the place.
     */
    void onLost(StoreException why);
}
