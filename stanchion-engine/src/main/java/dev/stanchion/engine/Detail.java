package dev.stanchion.engine;

/** How closely a channel is looked at; each takes longer than the one before. */
public enum Detail {
    /** Messages, bytes, sequences, how many subscriptions. */
    SIZES,
    /** Also each subscription. */
    SUBSCRIPTIONS,
    /** Also how far each position is behind, for which all that is pending is looked through. */
    POSITIONS
}
