package dev.stanchion.activity;

/**
 * The lock in this process's hands. Immutable.
 *
 * @param id tells this tenure from any other
 * @param epoch grows with every change of the holder
 * @param wasReleased whether the holder before had written everything and released the lock
 */
public record Tenure(String id, long epoch, boolean wasReleased) {}
