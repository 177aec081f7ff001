package dev.stanchion.transfer;

/** A channel of a {@link Source}. */
public interface SourceChannel {
    String name();

    /** Returns the size of what {@link #readMessages} will read, for a forecast. */
    long sizeBytes();

    /** Reads the messages in ascending order of their sequences. */
    void readMessages(MessageSink sink);

    /** Reads the subscriptions. */
    SourceSubscriptions readSubscriptions();
}
