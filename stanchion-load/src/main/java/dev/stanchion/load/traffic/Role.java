package dev.stanchion.load.traffic;

/** The purpose of a connection. Its loop's thread calls all methods. */
interface Role {
    /** The role of a connection that only stays open. */
    Role NONE = message -> {};

    /** Receives a message. It is valid only during the call. */
    void onMessage(Incoming message);

    /** Called when bytes have arrived, before the connection handles them. */
    default void onArrival() {}

    /** Called when the connection has handled all bytes that had arrived. */
    default void onDrained() {}

    /** Called when the server has processed everything before a ping. */
    default void onPong() {}

    /**
     * Does due work without input.
     *
     * @return whether there may be more work at once
     */
    default boolean work(long now) {
        return false;
    }
}
