package dev.stanchion.load.traffic;

/** What a connection is for. Called on the thread of its loop. */
interface Role {
    /** For a connection that only stays. */
    Role NONE = (sid, bytes, at, length) -> {};

    /** Takes a message; the bytes are valid during the call only. */
    void onMessage(int sid, byte[] bytes, int at, int length);

    /** Bytes have arrived and are about to be handled. */
    default void onArrival() {}

    /** Everything that had arrived was handled. */
    default void onDrained() {}

    /** The server has done all that came before a ping. */
    default void onPong() {}

    /**
     * Does what is due without anything having arrived.
     *
     * @return whether there may be more to do at once
     */
    default boolean work(long now) {
        return false;
    }
}
