package dev.stanchion.simulation.store;

import dev.stanchion.kit.shard.Chance;

/**
 * How slow and how faulty a store is. Immutable. Delays are the longest possible; 0 means that the
 * answer comes from within the call. Faults are percentages of the operations concerned.
 *
 * @param lostCommits of commits: what was not durable yet is lost
 * @param refusedAppends busy or full
 * @param unreadable of messages read: damaged for good, or not readable this time
 * @param failedOpens of channels opened
 * @param failedFlushes of flushes of subscriptions
 * @param failedClients of clients recorded
 * @param foreignWrites of commits: another writer stores messages before what is in flight
 */
public record StoreBehaviour(
        long commitNanos,
        long readNanos,
        long openNanos,
        long flushNanos,
        int lostCommits,
        int refusedAppends,
        int unreadable,
        int failedOpens,
        int failedFlushes,
        int failedClients,
        int foreignWrites) {
    private static final long MILLIS = 1_000_000;

    /** Answers everything at once and never fails, as a store in memory does. */
    public static final StoreBehaviour PROMPT = new StoreBehaviour(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Never fails, and takes the time that disks take. */
    public static final StoreBehaviour HEALTHY =
            new StoreBehaviour(
                    10 * MILLIS, 5 * MILLIS, 20 * MILLIS, 10 * MILLIS, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Draws a behaviour with some delays, each of which may also be none, and no faults. There may
     * be another writer.
     */
    public static StoreBehaviour slow(Chance chance) {
        return new StoreBehaviour(
                delay(chance),
                delay(chance),
                delay(chance),
                delay(chance),
                0,
                0,
                0,
                0,
                0,
                0,
                likelihood(chance, 20));
    }

    /** Draws a behaviour with some delays, some faults, and perhaps another writer. */
    public static StoreBehaviour troubled(Chance chance) {
        return new StoreBehaviour(
                delay(chance),
                delay(chance),
                delay(chance),
                delay(chance),
                likelihood(chance, 30),
                likelihood(chance, 20),
                likelihood(chance, 1),
                likelihood(chance, 40),
                likelihood(chance, 20),
                likelihood(chance, 40),
                likelihood(chance, 20));
    }

    /** Tells whether anything fails. */
    public boolean isTroubled() {
        return lostCommits
                        + refusedAppends
                        + unreadable
                        + failedOpens
                        + failedFlushes
                        + failedClients
                > 0;
    }

    private static long delay(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> 0;
            case 1 -> MILLIS;
            case 2 -> 20 * MILLIS;
            default -> 300 * MILLIS;
        };
    }

    private static int likelihood(Chance chance, int highest) {
        return chance.oneIn(2) ? 0 : chance.between(0, highest);
    }
}
