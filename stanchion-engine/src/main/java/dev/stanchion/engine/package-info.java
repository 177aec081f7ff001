/**
 * The streaming engine: clients, channels, subscriptions and delivery, on a bus, a store and shards
 * that it is given.
 *
 * <p>{@link dev.stanchion.engine.StreamingEngine} is the way in. A request arrives on any thread;
 * it is routed to the shard that owns what it is about ({@code .shard}), which decides alone: about
 * clients ({@code .client}), published messages ({@code .publish}), channels and who listens to
 * them ({@code .channel}), what a subscription is sent ({@code .subscription}, {@code .queue}).
 *
 * <p><b>Owner.</b> State belongs to one shard and carries {@link
 * dev.stanchion.engine.shard.ShardOwned}; shards tell each other what they need to know.
 *
 * <p><b>Source.</b> {@code spec/streaming.md}. A class that departs from it on purpose says where,
 * under "Differs".
 */
@NullMarked
package dev.stanchion.engine;

import org.jspecify.annotations.NullMarked;
