/**
 * The engine's bus on an external NATS cluster, to which the STAN clients and the engine connect.
 *
 * <p>Each shard has a {@link dev.stanchion.bus.nats.OutboundLink}, a link on the shard's own loop,
 * on which the shard publishes all its messages. The first shard's link also receives all messages
 * of clients, because messages of one client on several subjects keep their order only on one
 * connection.
 *
 * <p>A NATS server does not report who subscribes. It reports only that a message with a reply
 * subject had no receiver. So each delivery and each answer carries a reply subject that identifies
 * it. The bus probes servers from 2.11 on with a message that the server traces instead of
 * delivering it. The bus does not need the trace: if no report arrives before the next PONG, the
 * subject has a subscriber.
 *
 * <p>{@link dev.stanchion.bus.nats.LoopShard} makes an event loop a shard of the engine, with this
 * bus and with the embedded one.
 *
 * <p><b>Owner.</b> An outbound link belongs to its shard's loop, the {@link
 * dev.stanchion.bus.nats.InboundLink} to the first one. The bus itself may be used from any thread.
 *
 * <p><b>Source.</b> {@code decisions/0027}.
 */
@NullMarked
package dev.stanchion.bus.nats;

import org.jspecify.annotations.NullMarked;
