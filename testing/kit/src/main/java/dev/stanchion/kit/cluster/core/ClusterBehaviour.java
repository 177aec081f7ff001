package dev.stanchion.kit.cluster.core;

import dev.stanchion.kit.shard.Chance;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How slow and how faulty a cluster is. Immutable. */
public final class ClusterBehaviour {
    private static final long MILLIS = 1_000_000;
    private static final long SECONDS = 1_000 * MILLIS;

    /** One server that answers at once and never fails. */
    public static final ClusterBehaviour PROMPT = new ClusterBehaviour(Map.of(), Map.of());

    /** Three servers that take the time that networks and disks take, and never fail. */
    public static final ClusterBehaviour HEALTHY =
            PROMPT.with(Delay.NETWORK, MILLIS / 2)
                    .with(Delay.COMMIT, 4 * MILLIS)
                    .with(Delay.LAG, MILLIS)
                    .with(Delay.ELECTION, 9 * SECONDS)
                    .with(Delay.LATE, 5 * SECONDS);

    private final Map<Delay, Long> delays;
    private final Map<Fault, Integer> faults;

    /** What takes its time: something between nothing and what is set. */
    public enum Delay {
        /** From a client to the cluster, and back. */
        NETWORK,
        /** Until a quorum has stored a message. Without it the cluster is a single server. */
        COMMIT,
        /** How far a replica that answers a direct get may be behind. */
        LAG,
        /** How long a stream has no leader when it has lost one. */
        ELECTION,
        /** How much later an answer comes that is late. */
        LATE
    }

    /** What goes wrong, each with how many of a thousand it strikes at most. */
    public enum Fault {
        /** Requests to JetStream, messages to a stream among them, that are lost. */
        LOST_REQUEST(20),
        /** Answers of JetStream that are lost. */
        LOST_ANSWER(50),
        /** Answers of JetStream that come late, with those of the same source behind them. */
        LATE_ANSWER(20),
        /** Answers of JetStream that come twice, the second time late. */
        REPEATED_ANSWER(50),
        /** Deliveries from client to client that are lost. */
        LOST_DELIVERY(50),
        /** Answers to {@code STREAM.INFO} that show an earlier state. */
        STALE_INFO(100),
        /** Messages to a stream in front of which the stream loses its leader. */
        LOST_LEADER(5),
        /** Batches that a new leader does not know. */
        FORGOTTEN_BATCH(500),
        /** Consumers that end without a word when their stream loses its leader. */
        LOST_CONSUMER(500),
        /** Messages to a stream, not of a bucket, in front of which somebody else writes one. */
        FOREIGN_WRITE(50);

        private final int most;

        Fault(int most) {
            this.most = most;
        }
    }

    private ClusterBehaviour(Map<Delay, Long> delays, Map<Fault, Integer> faults) {
        this.delays = Collections.unmodifiableMap(delays);
        this.faults = Collections.unmodifiableMap(faults);
    }

    /** Draws a behaviour of a cluster of three with some delays and some faults. */
    public static ClusterBehaviour troubled(Chance chance) {
        ClusterBehaviour drawn =
                HEALTHY.with(Delay.NETWORK, chance.pick(List.of(0L, MILLIS / 2, 20 * MILLIS)))
                        .with(Delay.COMMIT, chance.pick(List.of(MILLIS, 4 * MILLIS, 100 * MILLIS)))
                        .with(Delay.LAG, chance.pick(List.of(0L, MILLIS, 500 * MILLIS)));
        for (Fault fault : Fault.values()) {
            if (chance.oneIn(2)) {
                drawn = drawn.with(fault, chance.between(0, fault.most));
            }
        }
        return drawn;
    }

    /** Returns the behaviour with another delay. */
    public ClusterBehaviour with(Delay delay, long longestNanos) {
        Map<Delay, Long> changed = new EnumMap<>(Delay.class);
        changed.putAll(delays);
        changed.put(delay, longestNanos);
        return new ClusterBehaviour(changed, faults);
    }

    /** Returns the behaviour with a fault that strikes so many of a thousand; 0 turns it off. */
    public ClusterBehaviour with(Fault fault, int ofThousand) {
        Map<Fault, Integer> changed = new EnumMap<>(Fault.class);
        changed.putAll(faults);
        changed.put(fault, ofThousand);
        return new ClusterBehaviour(delays, changed);
    }

    long longestNanos(Delay delay) {
        return delays.getOrDefault(delay, 0L);
    }

    int ofThousand(Fault fault) {
        return faults.getOrDefault(fault, 0);
    }

    @Override
    public String toString() {
        return delays + " " + faults;
    }
}
