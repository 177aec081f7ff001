package dev.stanchion.activity;

/** What a claim relies on. */
public enum Basis {
    /**
     * The lock still shows exactly what was seen; any sign of life since then refuses the claim.
     */
    UNCHANGED,
    /** The holder is gone, or reaches nobody; what it does in the lock does not count. */
    UNHEARD
}
