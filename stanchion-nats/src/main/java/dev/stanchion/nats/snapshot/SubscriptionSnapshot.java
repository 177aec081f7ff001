package dev.stanchion.nats.snapshot;

/**
 * A subscription.
 *
 * @param queue empty if it is a plain one
 * @param id as the client calls it; empty in process
 * @param delivered how many messages it got
 * @param max after how many it ends; 0 if it does not
 * @param connectionId 0 in process
 */
public record SubscriptionSnapshot(
        String subject, String queue, String id, long delivered, long max, long connectionId) {}
