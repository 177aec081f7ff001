/**
 * What every NATS Streaming server must do, as one test for each numbered scenario of {@code
 * spec/streaming.md} 14. All of it is test code: this file is the module's only main source.
 *
 * <p>The tests see a server as its clients do: something behind a socket, usually a process.
 * Package {@code server} starts it, package {@code peer} speaks NATS and the streaming protocol by
 * hand, so that a test can also stay silent, send nonsense or vanish. The same suite runs against
 * Stanchion and, with {@code -Dconformance.server=/path/to/nats-streaming-server}, against the Go
 * server: when a test and a server disagree, the other server settles it. Where Stanchion differs
 * on purpose there are two tests, marked {@code DiffersFromGo} and {@code AsGo}; the latter runs
 * with {@code --compat strict}, and {@code -Dconformance.compat=strict} runs all so.
 *
 * <p>What needs a store that fails on request runs against a server in the test's own process. A
 * restart happens in a {@code Home}: a directory for the Go server's file store, a store of the
 * test for Stanchion.
 *
 * <p><b>Names.</b> A test is called {@code s14_008_should…}, after scenario 8; those of other
 * modules are called so too, and {@code docs/reference/conformance.md} is generated from all of
 * them.
 *
 * <p><b>Time.</b> A message's timestamp is the server's, from the same clock as the test's, so "not
 * before" is exact. "At once" is never measured, it is an order: this came before that. That
 * something does not come is awaited for {@code Patience.FOR_NOTHING} and only where the scenario
 * is about absence.
 */
@NullMarked
package dev.stanchion.conformance;

import org.jspecify.annotations.NullMarked;
