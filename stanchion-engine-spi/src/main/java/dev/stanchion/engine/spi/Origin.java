package dev.stanchion.engine.spi;

/**
 * The connection that a message came from. Safe for use by many threads.
 *
 * <p>Pauses are counted: reading goes on when every pause has been resumed.
 */
public interface Origin {
    /** Stops reading from the connection as soon as possible. Messages in hand still arrive. */
    void pause();

    /** Takes back one {@link #pause}. */
    void resume();

    /**
     * Returns whether it may be paused for as long as it takes. Where many publishers share one
     * connection, a pause is for moments only: whoever sends more than can be taken is refused.
     */
    default boolean canWait() {
        return true;
    }

    /** Returns the connection as a person would name it: {@code 10.1.2.3:51234 (cid 7)}. */
    String description();

    /** Returns what its user may do, as it is now. */
    default ChannelRights rights() {
        return ChannelRights.ALL;
    }
}
