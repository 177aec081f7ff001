package dev.stanchion.activity;

/**
 * What a process of a group is, for people and pages. Immutable.
 *
 * @param epoch of the last tenure of this process; 0 if it had none
 * @param holder the name of who has the lock, as far as this process knows; empty if nobody has
 * @param takeovers how often this process became active
 * @param takeoverNanos how long the last takeover took, from the claim to serving clients
 */
public record ActivityReport(
        Role role, long epoch, String holder, long takeovers, long takeoverNanos) {
    /** Before anything is known. */
    public static final ActivityReport BEGINNING = new ActivityReport(Role.FOLLOWING, 0, "", 0, 0);

    /** Returns whether this process has the lock and serves clients, or is about to. */
    public boolean isActive() {
        return role == Role.CATCHING_UP || role == Role.ACTIVE;
    }
}
