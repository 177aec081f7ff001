package dev.stanchion.engine.spi;

/**
 * The connection that a message came from. Safe for use by many threads.
 *
 * <p>Pauses are counted: reading continues when every pause has been resumed.
 */
public interface Origin {
    /** Stops reading from the connection as soon as possible. Messages in hand still arrive. */
    void pause();

    /** Takes back one {@link #pause}. */
    void resume();

    /**
     * Returns whether it may be paused for any time. If many publishers share one connection, a
     * pause may only last for moments, and the engine refuses messages beyond its bounds.
     */
    default boolean canWait() {
        return true;
    }

    /**
     * Returns whether its messages may have arrived before on another way, so that what they ask
     * for may be done already.
     */
    default boolean mayRepeat() {
        return false;
    }

    /** Returns the connection as a person would name it: {@code 10.1.2.3:51234 (cid 7)}. */
    String description();

    /** Returns whether {@link #disconnect} closes it. */
    default boolean canBeDisconnected() {
        return false;
    }

    /** Closes the connection soon, if that is possible. */
    default void disconnect() {}

    /** Returns the current rights of its user. */
    default ChannelRights rights() {
        return ChannelRights.ALL;
    }
}
