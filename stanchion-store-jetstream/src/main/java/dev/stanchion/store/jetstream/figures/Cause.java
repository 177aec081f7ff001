package dev.stanchion.store.jetstream.figures;

/** Why a writer had to find out what its stream has. */
public enum Cause {
    /** Somebody else has written to the stream. */
    FOREIGN,
    /** No answer came in time. */
    SILENCE,
    /** The connection was lost, or there was none. */
    DISCONNECTED,
    /** The server has refused the batch, or did not know it any more. */
    REFUSED,
    /** The cluster had no room. */
    FULL,
    /** The recovery before has failed. */
    REPEATED
}
