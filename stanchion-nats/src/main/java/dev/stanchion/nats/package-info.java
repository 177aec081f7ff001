/**
 * A core NATS server: publish and subscribe, queue groups, request and reply, headers.
 *
 * <p>{@link dev.stanchion.nats.NatsServer} is where to begin. It serves TCP and WebSocket clients,
 * and code in the same process through {@link dev.stanchion.nats.inprocess.InProcess}. It knows
 * nothing about streaming.
 *
 * <p>The packages, from the bottom: {@code wire} parses and writes the protocol, {@code routing}
 * finds the subscriptions of a subject, {@code auth} and {@code permission} say who may do what,
 * {@code tls} and {@code websocket} are what bytes travel in, {@code message} is a message on its
 * way, {@code loop} the event loops, {@code inprocess} and {@code connection} the two kinds of
 * clients, {@code snapshot} and {@code monitoring} what can be seen from outside.
 *
 * <p><b>Threads.</b> Event loops are the only threads that handle messages. A connection belongs to
 * one loop for life. Since batches for other loops leave before any write, and a loop takes its
 * batches before it reads, a client that has seen a PONG knows that its earlier messages are queued
 * everywhere.
 *
 * <p><b>Memory.</b> Everything queued counts against {@code max_pending} of the connection that it
 * is for, from the moment it is gathered. The server cuts a connection above it, and slows
 * publishers down at half of it. When several connections get the same bytes, the server writes
 * them once and the connections share them.
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
