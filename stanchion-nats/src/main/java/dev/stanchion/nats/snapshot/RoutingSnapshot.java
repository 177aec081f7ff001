package dev.stanchion.nats.snapshot;

/**
 * How subjects find their subscriptions.
 *
 * @param subscriptions there are now
 * @param inserts subscriptions that have come ever
 * @param removes subscriptions that have gone ever
 * @param cached subjects whose matches the loops remember
 * @param lookups messages for which matches were asked for
 * @param matches how often they were not remembered and had to be found
 * @param maxFanout the most subscriptions that a remembered subject matches
 * @param totalFanout how many all remembered subjects match together
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
    /** Which part of the lookups was answered from memory. */
    public double hitRate() {
        return lookups == 0 ? 0 : Math.max(0, (double) (lookups - matches) / lookups);
    }

    /** How many subscriptions a remembered subject matches on average. */
    public double averageFanout() {
        return cached == 0 ? 0 : (double) totalFanout / cached;
    }

    /** Both together, as of two loops of one server. */
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
