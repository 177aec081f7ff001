/**
 * The engine's bus on a NATS cluster of somebody else: STAN clients connect there, and so does the
 * engine.
 *
 * <p>Each shard has a {@link dev.stanchion.bus.nats.Outlet}, a link on the shard's own loop, on
 * which all leaves that the shard publishes. The first shard's link also brings in everything that
 * clients send: what one client sends on several subjects keeps its order only on one connection.
 *
 * <p>A NATS server does not say who listens. It says only, of a message with a reply subject, that
 * nobody got it. So deliveries and answers carry a reply subject that tells which one it was, and
 * servers from 2.11 on are asked with a message that is traced instead of being delivered. Nobody
 * has to read the trace: that the bus is not told otherwise before the next PONG is the answer.
 *
 * <p><b>Owner.</b> An outlet belongs to its shard's loop, the {@link dev.stanchion.bus.nats.Inlet}
 * to the first one. The bus itself may be used from any thread.
 *
 * <p><b>Source.</b> {@code decisions/0027}.
 */
@NullMarked
package dev.stanchion.bus.nats;

import org.jspecify.annotations.NullMarked;
