/**
 * The behaviour of every NATS Streaming server, as one test for each numbered scenario of {@code
 * spec/streaming.md} 14. All of it is test code; this file is the module's only main source.
 *
 * <p>The tests see a server as its clients do: behind a socket, and usually as a process. Package
 * {@code server} starts it. Package {@code peer} speaks NATS and the streaming protocol by hand, so
 * that a test can also stay silent, send nonsense or vanish. The same suite runs against Stanchion
 * and, with {@code -Dconformance.server=/path/to/nats-streaming-server}, against the Go server.
 * When a test and a server disagree, the other server shows which is right. Where Stanchion differs
 * on purpose there are two tests, with {@code DiffersFromGo} and {@code AsGo}. The latter runs with
 * {@code --compat strict}, and {@code -Dconformance.compat=strict} runs all tests so.
 *
 * <p>Scenarios that need a store with faults on request run against a server in the test's own
 * process. A restart happens in a {@code Home}: a directory for the Go server's file store, or a
 * store of the test for Stanchion.
 *
 * <p><b>Names.</b> The name of a test begins with its scenario: {@code s14_008_should…} is scenario
 * 8, in other modules too. {@code docs/reference/conformance.md} is generated from all of them.
 *
 * <p><b>Time.</b> The timestamp of a message comes from the server's clock, which is also the
 * test's clock, so "not before" is exact. "At once" is not a time but an order: one event comes
 * before another. If a scenario is about an event that must not happen, the test waits for {@code
 * Patience.FOR_NOTHING}.
 */
@NullMarked
package dev.stanchion.conformance;

import org.jspecify.annotations.NullMarked;
