/**
 * The module of the streaming engine, which makes a NATS server a streaming server. It registers
 * clients, stores their messages in channels, and delivers these to subscriptions until they are
 * acknowledged. It knows no socket, file, thread or clock. The caller gives {@link
 * dev.stanchion.engine.StreamingEngine}, the entry point, a bus, a store and shards ({@code
 * dev.stanchion.engine.spi}). So the same engine runs inside the server, on an external cluster,
 * and on the virtual clock of the simulation. {@link dev.stanchion.engine.Inspector} shows its
 * state.
 *
 * <p>A request arrives on any thread. {@code RequestRouter} takes it to the shard that owns the
 * state in question, which decides alone. The packages:
 *
 * <ul>
 *   <li>{@code .shard}: how work reaches its owner, and where a bug stops;
 *   <li>{@code .client} and {@code .identity}: clients, their heartbeats, and the policies about
 *       their IDs;
 *   <li>{@code .publish}: incoming messages and their acknowledgements;
 *   <li>{@code .channel}: channels and their subscriptions;
 *   <li>{@code .subscription} and {@code .queue}: deliveries and redeliveries;
 *   <li>{@code .registration}: the bounds of names and registrations;
 *   <li>{@code .message}, {@code .answer}, {@code .failure}: reading of messages, answers to
 *       requests, and reports of failures of the store.
 * </ul>
 *
 * <p><b>Owner.</b> State belongs to one shard and has {@link
 * dev.stanchion.engine.shard.ShardOwned}. Shards send each other messages.
 *
 * <p><b>Source.</b> {@code spec/streaming.md}. If a class differs from it on purpose, its comment
 * has a section "Differs".
 */
@NullMarked
package dev.stanchion.engine;

import org.jspecify.annotations.NullMarked;
