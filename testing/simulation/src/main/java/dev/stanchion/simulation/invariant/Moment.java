package dev.stanchion.simulation.invariant;

import dev.stanchion.engine.policy.Policy;

/** The state of the world as far as judging needs it. */
public interface Moment {
    long elapsedNanos();

    long epochNanos();

    /** Returns when the machine last stood still, so that nothing happened in its time. */
    long lastStandstillNanos();

    /** Returns how often all shards had done all their work. */
    long idleMoments();

    /** Returns the policy for all positions of a channel. */
    Policy policy(String channel);

    /** Returns how long a store may take to record something while it is in trouble. */
    long storePatienceNanos();
}
