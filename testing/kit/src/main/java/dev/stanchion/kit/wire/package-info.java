/**
 * Clients of NATS for tests of a server. They know the lines of the protocol and do everything that
 * a test wants, also what no client library does.
 *
 * <p>The thread of the test reads from {@link dev.stanchion.kit.wire.RawClient}. {@link
 * dev.stanchion.kit.wire.DispatchingClient} has its own thread, which reads, passes messages to
 * handlers, and reports when the connection is lost. These clients do not know the requests of
 * streaming: each test module encodes them with the codec that it trusts.
 */
@NullMarked
package dev.stanchion.kit.wire;

import org.jspecify.annotations.NullMarked;
