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
    /** The process watches whether another one is active. */
    FOLLOWING,
    /** The process has asked for the lock and waits for the answer. */
    CLAIMING,
    /** The process has the lock and reads the state that the last active process left. */
    CATCHING_UP,
    /** The process serves clients. */
    ACTIVE,
    /** The process has lost the lock or gives it back, and ends its term. */
    STEPPING_DOWN
}
