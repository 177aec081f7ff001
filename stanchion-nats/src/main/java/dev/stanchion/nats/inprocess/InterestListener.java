package dev.stanchion.nats.inprocess;

/** Hears whether a connection listens on a subject, on the loop given with it. */
public interface InterestListener {
    /** A connection listens now. */
    void onPresent();

    /** No connection listens any more. */
    void onAbsent();
}
