package dev.stanchion.engine.spi;

/** Hears whether anyone listens on a subject, on the shard that asked {@link Bus#watchInterest}. */
public interface InterestListener {
    /** The subject has a subscriber now. */
    void onPresent();

    /** The subject has no subscriber any more; the last published messages may not have arrived. */
    void onAbsent();

    /**
     * The message that was published with this mark certainly reached no subscriber. Only a bus
     * that must ask a server calls this method: right before {@link #onAbsent}, or while the
     * subject has no subscriber if the bus learns it later. A bus that knows its subscribers
     * reports the same when the message is published.
     */
    default void onLost(long mark) {}
}
