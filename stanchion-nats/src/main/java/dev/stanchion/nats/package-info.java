/**
 * A core NATS server: publish and subscribe, queue groups, request and reply, headers.
 *
 * <p>{@link dev.stanchion.nats.NatsServer} is where to begin. It serves TCP clients, and code in
 * the same process through {@link dev.stanchion.nats.InProcess}. It knows nothing about streaming.
 *
 * <p><b>Threads.</b> Event loops are the only ones. A connection belongs to one loop for life. What
 * a loop does between two waits is a <em>turn</em>: it reads many connections, appends what they
 * publish to the outbound queues of its own connections, and gathers what goes to other loops. At
 * the end of the turn, in this order, hooks run, the gathered parcels are handed over, and each
 * touched connection gets one write. Since parcels leave before any write, and a loop takes its
 * parcels before it reads, whoever saw a PONG knows that earlier messages are queued everywhere. A
 * turn also ends, between two operations, once it has a good write for somebody.
 *
 * <p><b>Memory.</b> Everything queued counts against {@code max_pending} of the connection it is
 * for, from the moment it is gathered. A connection above it is cut; publishers are slowed down at
 * half of it. What several connections are sent in the same words is written once, and they share
 * it; of a connection that lags, only what is long is shared, see {@code Gathered}.
 *
 * <p><b>Source.</b> {@code spec/nats-core.md} 1 to 6, byte for byte.
 *
 * <p><b>Units.</b> Sizes in bytes, times in nanoseconds or {@link java.time.Duration}.
 *
 * <p><b>Errors.</b> A client's fault ends that client's connection. A fault of a handler or task is
 * logged and ends nothing. A port that cannot be opened is a {@link
 * dev.stanchion.nats.ListenException}.
 */
@NullMarked
package dev.stanchion.nats;

import org.jspecify.annotations.NullMarked;
