package dev.stanchion.engine;

/** The amount of detail in the view of a channel. Each level takes longer than the one before. */
public enum Detail {
    /** Messages, bytes, sequences, how many subscriptions. */
    SIZES,
    /** Also each subscription. */
    SUBSCRIPTIONS,
    /** Also how far each position is behind, for which all that is pending is looked through. */
    POSITIONS
}
