package dev.stanchion.nats.snapshot;

/**
 * Statistics of the matching of subjects and subscriptions.
 *
 * @param subscriptions the number of subscriptions now
 * @param inserts subscriptions added so far
 * @param removes subscriptions removed so far
 * @param cached subjects in the caches of the loops
 * @param lookups lookups for messages
 * @param matches lookups that were not in a cache
 * @param maxFanout the largest number of subscriptions that a cached subject matches
 * @param totalFanout the sum of these numbers for all cached subjects
 */
public record RoutingSnapshot(
        int subscriptions,
        long inserts,
        long removes,
        int cached,
        long lookups,
        long matches,
        int maxFanout,
        long totalFanout) {
    /** Returns the fraction of the lookups that were in a cache. */
    public double hitRate() {
        return lookups == 0 ? 0 : Math.max(0, (double) (lookups - matches) / lookups);
    }

    /** Returns how many subscriptions a cached subject matches on average. */
    public double averageFanout() {
        return cached == 0 ? 0 : (double) totalFanout / cached;
    }

    /** Returns the sum of both, for two loops of one server. */
    public RoutingSnapshot and(RoutingSnapshot other) {
        return new RoutingSnapshot(
                Math.max(subscriptions, other.subscriptions),
                Math.max(inserts, other.inserts),
                Math.max(removes, other.removes),
                cached + other.cached,
                lookups + other.lookups,
                matches + other.matches,
                Math.max(maxFanout, other.maxFanout),
                totalFanout + other.totalFanout);
    }
}
