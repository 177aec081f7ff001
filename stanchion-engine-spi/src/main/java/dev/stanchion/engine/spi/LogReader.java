package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;

/** Receives the messages of {@link ChannelLog#read}, on the channel's shard. */
public interface LogReader {
    /**
     * Takes one message. The bytes are valid during the call only.
     *
     * @return false to stop reading; this message counts as taken
     */
    boolean onMessage(
            long sequence, long timestampEpochNanos, ByteBuf buffer, int index, int length);

    /**
     * The read is over: the limit is reached, the reader stopped, or there is nothing more.
     *
     * @param nextSequence where the next read should begin
     */
    void onEnd(long nextSequence);

    /**
     * A message is there and cannot be read. The read is over.
     *
     * @param sequence the unreadable one; reading can go on behind it
     */
    void onUnreadable(long sequence, StoreException why);
}
