/**
 * Connected clients: registration, duplicate client IDs, heartbeats, pings, and the end of a
 * client.
 *
 * <p>The {@link dev.stanchion.engine.client.ClientRegistry} decides, on one shard. Every shard has
 * a {@link dev.stanchion.engine.client.ClientDirectory}, its own copy of the registered clients. A
 * client gets its answer only when all shards know it, so that each shard accepts its next message.
 *
 * <p><b>Owner.</b> The registry and all timers belong to shard {@link
 * dev.stanchion.engine.shard.Shards#REGISTRY}, a directory and its clients to their shard.
 *
 * <p><b>Source.</b> {@code spec/streaming.md} 2 and 3.
 *
 * <p><b>Errors.</b> A request that cannot be granted is a value, {@link
 * dev.stanchion.protocol.Refusal}, with the text on the wire.
 */
@NullMarked
package dev.stanchion.engine.client;

import org.jspecify.annotations.NullMarked;
