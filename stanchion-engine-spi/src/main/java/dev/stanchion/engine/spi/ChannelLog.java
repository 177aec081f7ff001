package dev.stanchion.engine.spi;

import io.netty.buffer.ByteBuf;

/**
 * One channel's messages, in order. Owned by the channel's shard.
 *
 * <p>Appends get a number at once and become durable later, in order: {@link #commit} asks for it,
 * {@link LogListener#onDurable} reports it. Appended messages keep their order, and get their final
 * number when they are durable: in a store with several writers, {@link LogListener#onInserted}
 * moves up the messages that are not durable. Sequences are never reused, even if their messages
 * are removed.
 */
public interface ChannelLog {
    /**
     * Returns the first sequence still kept; last + 1 if there is none, but 0 while {@link
     * #lastSequence} is.
     */
    long firstSequence();

    /** Returns the last sequence ever appended or skipped; 0 if there was none. */
    long lastSequence();

    /** Returns how many messages are kept. */
    long messageCount();

    /**
     * Returns how many messages are kept from a sequence on. A log that knows of holes between its
     * messages does not count them; it may estimate.
     */
    default long countFrom(long sequence) {
        return Math.max(0, lastSequence() - Math.max(sequence, firstSequence()) + 1);
    }

    /** Returns the size of the kept messages, encoded. */
    long byteCount();

    /** Returns the timestamp of the first kept message; {@link Long#MAX_VALUE} if there is none. */
    long firstTimestampEpochNanos();

    /** Returns the timestamp last appended, a floor for the next; 0 if nothing was ever stored. */
    long lastTimestampEpochNanos();

    /**
     * Tells whether another server has stored a message with this guid in the channel. That happens
     * if several servers receive each message. The engine acknowledges such a message and does not
     * append it. The engine asks for every message, so a store with one writer keeps this default.
     * A log may forget guids after a minute.
     */
    default boolean isKnown(ByteBuf buffer, int guidIndex, int guidLength) {
        return false;
    }

    /**
     * Tells whether this server has appended a message with this guid already. That happens if a
     * follower hands over what it believes to be lost. The engine asks for every message; only a
     * server with followers can have such messages, and others keep this default.
     *
     * @param origin where the message comes from
     */
    default boolean isRepeated(Origin origin, ByteBuf buffer, int guidIndex, int guidLength) {
        return false;
    }

    /**
     * Learns that the publisher of a message is being sent its acknowledgement, which leaves within
     * this task. Sequences of a channel come in order. A server without followers keeps this
     * default.
     *
     * @param sequence 0 if another server has stored the message
     * @param buffer contains the encoded acknowledgement, with the guid
     */
    default void acknowledged(long sequence, ByteBuf buffer, int index, int length) {}

    /**
     * Finds out which messages are stored behind a sequence, by the {@link GuidHash} of each. A
     * server that takes over asks before it appends. A store may know the newest messages only. One
     * whose servers have no followers keeps this default.
     */
    default void guidHashesBehind(long sequence, Outcome<long[]> outcome) {
        outcome.succeeded(new long[0]);
    }

    /**
     * Appends a message as sequence {@code lastSequence() + 1}. Limits apply at once: the oldest
     * messages go. Not visible to {@link #read} by contract until durable.
     *
     * @param message writes itself where the log wants it; not kept after the call
     * @throws StoreException if it cannot be stored; then nothing has changed
     */
    void append(LogEntry message);

    /**
     * Lets the next append have exactly this sequence: those between the last and it never existed.
     * Lookups find nothing there, no count includes them, and reads go on behind them. Nothing was
     * stored by this alone, so it is forgotten unless a later append becomes durable. How a channel
     * is filled that began elsewhere, with messages that keep their sequences.
     *
     * @param nextSequence {@code lastSequence() + 1} or more; exactly that changes nothing
     * @throws IllegalArgumentException if it is less
     */
    void skipTo(long nextSequence);

    /** Asks that all that was appended becomes durable; {@link LogListener} hears when. */
    void commit();

    /**
     * Reads messages in order, beginning at the sequence or the next one that exists. Answers
     * inline, or later on the owner. At most one read per reader is under way at a time.
     *
     * @param maxMessages at least 1
     */
    void read(long fromSequence, int maxMessages, LogReader reader);

    /**
     * Finds the first kept message whose timestamp is not before the given time; last + 1 if there
     * is none.
     */
    void sequenceAt(long epochNanos, Outcome<Long> outcome);

    /** Removes messages that are older than the given time; the owner's expiry timer uses it. */
    void removeOlderThan(long epochNanos);

    /**
     * Removes all messages up to and including a sequence. Sequences go on as before. Messages that
     * are not durable stay.
     *
     * @param outcome succeeds once no crash brings the messages back. If it fails, some of them may
     *     be gone.
     */
    void removeUpTo(long sequence, Outcome<Outcome.Done> outcome);
}
