package dev.stanchion.engine.channel;

import dev.stanchion.engine.spi.StoreException;

/** Learns what becomes of appended messages, on the channel's shard. */
public interface Durability {
    /** The channel's {@link Channel#durableSequence} has risen, and subscribers were served. */
    void advanced(Channel channel);

    /**
     * All appended messages of the channel that are not durable move up by a number of sequences.
     * {@link Channel#durableSequence} has not changed yet.
     */
    void inserted(Channel channel, int count);

    /**
     * An appended message of the channel is stored at an earlier sequence, and those behind it move
     * down by one.
     */
    void storedByOther(Channel channel, long sequence, long storedAt);

    /** All appended messages of the channel that are not durable are lost. */
    void lost(Channel channel, StoreException why);
}
