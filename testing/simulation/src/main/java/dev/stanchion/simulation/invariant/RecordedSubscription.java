package dev.stanchion.simulation.invariant;

import dev.stanchion.engine.spi.SubscriptionRecord;

/** A subscription as the engine has recorded it, with its channel. */
public record RecordedSubscription(String channel, SubscriptionRecord subscription) {}
