package dev.stanchion.engine;

/** A number by which channels can be compared. */
public enum Measure {
    MESSAGES,
    BYTES,
    FIRST_SEQUENCE,
    LAST_SEQUENCE,
    SUBSCRIPTIONS,
    POSITIONS,

    /** When the last message was stored; 0 if there was none. */
    LAST_STORED,

    /** How many parked messages are open, of a channel of parked messages; 0 of others. */
    PARKED,

    /** How many messages the position that is furthest behind has yet to get or to acknowledge. */
    LAG_MESSAGES,

    /** About when the oldest of these messages was stored, of all positions; 0 if there is none. */
    OLDEST_WAITING,

    /**
     * As {@link #OLDEST_WAITING}, of the positions that have a member and are not paused: somebody
     * could take these messages.
     */
    OLDEST_STUCK
}
