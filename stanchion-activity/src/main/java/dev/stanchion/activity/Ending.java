package dev.stanchion.activity;

/** How a term ends. */
public enum Ending {
    /** All that was published is stored and acknowledged, and everything is written. */
    IN_ORDER,
    /** Another process has the lock: nothing is written, and nobody is answered. */
    DEPOSED
}
