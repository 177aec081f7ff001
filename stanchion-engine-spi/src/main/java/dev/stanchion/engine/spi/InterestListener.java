package dev.stanchion.engine.spi;

/** Hears whether anyone listens on a subject, on the shard that asked {@link Bus#watchInterest}. */
public interface InterestListener {
    /** Somebody listens now. */
    void onPresent();

    /** Nobody listens any more; what was published lately may not have arrived. */
    void onAbsent();

    /**
     * What was published with this mark certainly reached nobody. Comes late, behind {@link
     * #onAbsent}, and only from a bus that has to ask others; another one says so at once.
     */
    default void onLost(long mark) {}
}
