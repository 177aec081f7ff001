package dev.stanchion.simulation.invariant;

import dev.stanchion.engine.spi.SubscriptionRecord;

/** A durable, or what is kept of a durable queue group, that nobody uses at present. */
public record Dormant(String channel, SubscriptionRecord subscription) {}
