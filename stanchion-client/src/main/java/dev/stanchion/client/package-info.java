/**
 * A streaming client whose identity is explicit: connect, publish, subscribe, acknowledge.
 *
 * <p>It speaks to any NATS Streaming server. {@link dev.stanchion.client.StreamingClient}, which
 * recovers by itself, is where to begin; {@link dev.stanchion.client.StreamingConnection} is one
 * registration. A {@link dev.stanchion.client.ClientId} names the client explicitly, because two
 * live connections must never share an ID.
 *
 * <p><b>Owner.</b> Public types are safe for use by many threads. Threads: those of jnats (a
 * reader, a writer, a dispatcher for the protocol and one that sorts messages into the queues of
 * subscriptions), one scheduler per connection, one for the recovery of a client, and those that
 * run handlers, which exist only while there is something to handle.
 *
 * <p><b>Source.</b> The client's side of {@code spec/streaming.md} 1 to 9 and 13.
 *
 * <p><b>Units.</b> Sequences count from 1 and are unsigned. Times are {@link java.time.Instant} and
 * {@link java.time.Duration}.
 *
 * <p><b>Errors.</b> {@link dev.stanchion.client.StreamingException}, with the kind, the server's
 * error and a remedy as fields.
 */
@NullMarked
package dev.stanchion.client;

import org.jspecify.annotations.NullMarked;
