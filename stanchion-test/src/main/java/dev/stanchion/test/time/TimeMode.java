package dev.stanchion.test.time;

/** How the clock of a broker goes on when no test moves it. */
public enum TimeMode {
    /** It goes at the pace of the machine, and jumps with each advance. */
    JUMPING,
    /** It stands still, and moves with each advance only. */
    FROZEN
}
