package dev.stanchion.transfer;

/** A channel of a {@link Source}. */
public interface SourceChannel {
    String name();

    /** Returns the size of what {@link #readMessages} will read, for a forecast. */
    long sizeBytes();

    /** Reads the messages in ascending order of their sequences. */
    void readMessages(MessageSink sink);

    /**
     * Reads the messages from a sequence on, in ascending order. What lies before it costs as
     * little as the source allows.
     */
    default void readMessagesFrom(long sequence, MessageSink sink) {
        readMessages(message -> {
            if (message.sequence() >= sequence) {
                sink.onMessage(message);
            }
        });
    }

    /**
     * Returns the last sequence that the channel gave out, which may be above its last message; 0
     * if only the messages say it.
     */
    default long lastSequence() {
        return 0;
    }

    /** Returns the time of that sequence; 0 if only the messages say it. */
    default long lastTimestampEpochNanos() {
        return 0;
    }

    /** Reads the subscriptions. */
    SourceSubscriptions readSubscriptions();
}
