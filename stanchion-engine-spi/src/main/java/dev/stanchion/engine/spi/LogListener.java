package dev.stanchion.engine.spi;

/** Hears, on the channel's shard, what became of appended messages. */
public interface LogListener {
    /**
     * Everything up to and including the sequence is durable to the configured level. May be called
     * from within {@link ChannelLog#commit}.
     */
    void onDurable(long sequence);

    /**
     * What was appended after the last durable sequence is lost, and its sequences stay unused. The
     * log accepts appends again if {@code why} is not fatal; its {@code lastSequence} says where.
     */
    void onLost(StoreException why);
}
