package dev.stanchion.simulation.invariant;

import dev.stanchion.engine.policy.Policy;

/** A moment that a test moves. */
final class ManualMoment implements Moment {
    long nanos;
    long idle;
    Policy policy = Policy.NONE;

    @Override
    public long elapsedNanos() {
        return nanos;
    }

    @Override
    public long epochNanos() {
        return nanos;
    }

    @Override
    public long lastStandstillNanos() {
        return Long.MIN_VALUE;
    }

    @Override
    public long idleMoments() {
        return idle;
    }

    @Override
    public long storePatienceNanos() {
        return 0;
    }

    @Override
    public Policy policy(String channel) {
        return policy;
    }
}
