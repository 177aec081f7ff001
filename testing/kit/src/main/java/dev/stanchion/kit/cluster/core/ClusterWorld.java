package dev.stanchion.kit.cluster.core;

import dev.stanchion.kit.shard.Chance;
import dev.stanchion.kit.shard.VirtualTime;

/** What all parts of a cluster have in common: time, chance and behaviour. */
public final class ClusterWorld {
    private final VirtualTime time;
    private final Chance chance;
    private ClusterBehaviour behaviour = ClusterBehaviour.PROMPT;
    private long clockShiftNanos;

    public ClusterWorld(VirtualTime time, Chance chance) {
        this.time = time;
        this.chance = chance;
    }

    public VirtualTime time() {
        return time;
    }

    public Chance chance() {
        return chance;
    }

    /** Changes how the cluster behaves from now on; what is under way goes on as it began. */
    public void behave(ClusterBehaviour changed) {
        behaviour = changed;
    }

    /** Sets the cluster's time of day forward, or back if negative. */
    public void jumpClock(long nanos) {
        clockShiftNanos += nanos;
    }

    /** Returns the cluster's time of day, which need not be that of its clients. */
    public long epochNanos() {
        return time.epochNanos() + clockShiftNanos;
    }

    /** Draws how long something takes this time. */
    public long draw(ClusterBehaviour.Delay delay) {
        long longest = behaviour.longestNanos(delay);
        return longest == 0 ? 0 : chance.upToNanos(longest);
    }

    /** Draws whether a fault strikes this time. */
    public boolean strikes(ClusterBehaviour.Fault fault) {
        int ofThousand = behaviour.ofThousand(fault);
        return ofThousand > 0 && chance.below(1000) < ofThousand;
    }
}
