package dev.stanchion.engine;

/** A number by which channels can be compared. */
public enum Measure {
    MESSAGES,
    BYTES,
    LAST_SEQUENCE,
    SUBSCRIPTIONS,

    /** How many messages the position that is furthest behind has yet to get or to acknowledge. */
    LAG_MESSAGES,

    /** About when the oldest of these messages was stored, of all positions; 0 if there is none. */
    OLDEST_WAITING
}
