/**
 * The module of the streaming engine: all that makes a NATS server a streaming server. It registers
 * clients, stores what they publish in channels, and delivers it to subscriptions until they have
 * acknowledged it. It knows no socket, file, thread or clock: {@link
 * dev.stanchion.engine.StreamingEngine}, the way in, is given a bus, a store and shards ({@code
 * dev.stanchion.engine.spi}). So the same engine runs inside the server, on an external cluster,
 * and on the virtual clock of the simulation. {@link dev.stanchion.engine.Inspector} shows what is
 * in it.
 *
 * <p>A request arrives on any thread. {@code RequestRouter} takes it to the shard that owns what it
 * is about, which decides alone. The packages:
 *
 * <ul>
 *   <li>{@code .shard}: how work reaches its owner, and where a bug stops;
 *   <li>{@code .client} and {@code .identity}: clients, their heartbeats, and who may take an ID
 *       over;
 *   <li>{@code .publish}: messages that come in, and their acknowledgements;
 *   <li>{@code .channel}: channels, and who listens to them;
 *   <li>{@code .subscription} and {@code .queue}: what is sent to whom, and sent again;
 *   <li>{@code .registration}: what all names and registrations may take together;
 *   <li>{@code .message}, {@code .answer}, {@code .failure}: how messages are read, requests
 *       answered, and failures of the store told.
 * </ul>
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
