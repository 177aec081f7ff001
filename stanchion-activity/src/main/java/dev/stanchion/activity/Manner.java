package dev.stanchion.activity;

/** What a process does when another one is active. */
public enum Manner {
    /** It follows, and takes over when the other one has ended. */
    FOLLOW,
    /** It refuses to start beside the other one, and ends when another one has taken over. */
    ALONE
}
