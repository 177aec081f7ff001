package dev.stanchion.nats.snapshot;

/**
 * A subscription.
 *
 * @param queue empty if it is a plain one
 * @param id the client's ID for it; empty in process
 * @param delivered the number of delivered messages
 * @param max the number of messages after which it ends; 0 if there is no limit
 * @param connectionId 0 in process
 */
public record SubscriptionSnapshot(
        String subject, String queue, String id, long delivered, long max, long connectionId) {}
