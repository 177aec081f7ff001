package dev.stanchion.engine.spi;

/**
 * One open channel of a {@link Store}. Owned by the shard that opened it.
 *
 * @param messages its log
 * @param subscriptions its subscriptions and their unacknowledged messages
 */
public record ChannelStore(ChannelLog messages, SubscriptionLog subscriptions) {}
