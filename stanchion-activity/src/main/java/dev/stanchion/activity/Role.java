package dev.stanchion.activity;

/**
 * What a process of a group does. The legal moves:
 *
 * <pre>
 *   FOLLOWING → CLAIMING → CATCHING_UP → ACTIVE → STEPPING_DOWN → FOLLOWING
 *               CLAIMING → FOLLOWING                    the claim was refused
 *                          CATCHING_UP → STEPPING_DOWN  the lock was lost, or the term did not begin
 * </pre>
 */
public enum Role {
    /** Another process is active, or nobody; this one watches. */
    FOLLOWING,
    /** It has asked for the lock. */
    CLAIMING,
    /** It has the lock, and reads what its predecessor left. */
    CATCHING_UP,
    /** It serves clients. */
    ACTIVE,
    /** It has lost the lock, or gives it back; its term ends. */
    STEPPING_DOWN
}
