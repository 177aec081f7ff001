package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;

/**
 * A literal subject, prepared once and published to often. May be used from any shard.
 *
 * <p>Messages published from one shard to one destination arrive in that order.
 */
public interface Destination {
    String subject();

    /**
     * Publishes part of a buffer. The bytes are copied, or the buffer is retained, before the call
     * returns; the caller keeps its own reference.
     *
     * @return false if certainly no subscriber got it; true if one did, or if the bus does not know
     *     yet
     */
    boolean publish(ByteBuf source, int index, int length);

    /**
     * Publishes with a mark. If the bus learns later that no subscriber got the message, it reports
     * the mark to the shard's listener for the subject.
     *
     * @param mark not negative
     */
    default boolean publish(ByteBuf source, int index, int length, long mark) {
        return publish(source, index, length);
    }

    /** Publishes with a subject to answer to. */
    boolean publish(ByteBuf source, int index, int length, String replyTo);

    /**
     * Returns whether so much waits to be written to a receiver that sending more should wait. A
     * bus that cannot know answers false.
     */
    boolean isCongested();

    /** Runs the task once on the shard when the destination is no longer congested. */
    void whenRelieved(ShardExecutor shard, Runnable task);
}
