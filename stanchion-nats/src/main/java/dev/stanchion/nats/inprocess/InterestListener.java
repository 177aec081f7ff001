package dev.stanchion.nats.inprocess;

/** Gets calls about connections that subscribe to a subject, on the loop given with it. */
public interface InterestListener {
    /** A connection has subscribed. */
    void onPresent();

    /** The last subscription of a connection has ended. */
    void onAbsent();
}
